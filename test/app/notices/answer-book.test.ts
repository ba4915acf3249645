import { describe, expect, it } from 'vitest';
import { AnswerBook } from '../../../src/app/notices/answer-book.ts';
import { failureAt, MINUTE_MS, missedAt, sampleAt, T0 } from '../../store/store-sample.ts';

const SITE = { target: 'a', family: 4 } as const;

function bookOf(...samples: Parameters<AnswerBook['observe']>[0][]): AnswerBook {
  const book = new AnswerBook();
  for (const sample of samples) book.observe(sample);
  return book;
}

describe('the newest answers of a site', () => {
  it('keep the last success beside the failure that followed it', () => {
    const book = bookOf(sampleAt('a', T0), failureAt('a', T0 + MINUTE_MS, { statusCode: 503 }));
    expect(book.of(SITE)).toEqual({
      lastSuccessAt: T0,
      at: T0 + MINUTE_MS,
      reason: 'timeout',
      statusCode: 503,
      totalMs: 10_000.5,
    });
  });

  it('take of a sample that comes late its success alone', () => {
    const late = sampleAt('a', T0 + MINUTE_MS);
    const book = bookOf(sampleAt('a', T0), failureAt('a', T0 + 2 * MINUTE_MS), late);
    expect(book.of(SITE)).toMatchObject({
      lastSuccessAt: T0 + MINUTE_MS,
      at: T0 + 2 * MINUTE_MS,
      reason: 'timeout',
    });
  });

  it('take a second attempt for the newer word on its slot', () => {
    const book = bookOf(failureAt('a', T0), sampleAt('a', T0, { attempt: 2 }));
    expect(book.of(SITE)).toMatchObject({ lastSuccessAt: T0, reason: null });
  });

  it('are not those of a slot that was missed, of the other family or of a target that is gone', () => {
    const book = bookOf(sampleAt('a', T0), missedAt('a', T0 + MINUTE_MS));
    expect(book.of(SITE)?.at).toBe(T0);
    expect(book.of({ ...SITE, family: 6 })).toBeNull();
    book.keepOnly((target) => target !== 'a');
    expect(book.of(SITE)).toBeNull();
  });
});

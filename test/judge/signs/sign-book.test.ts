import { describe, expect, it } from 'vitest';
import { signTexts } from '../../../src/core/words/page-signs.ts';
import type { ProbeRecord } from '../../../src/core/words/probe-record.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { SignBook, type SignsSnapshot } from '../../../src/judge/signs/sign-book.ts';
import { lostRecord } from '../../../src/probe/pool/lost-record.ts';
import { madePage, pageText, traitsOf } from '../../support/made-page.ts';
import { probeJob } from '../../support/probe-job.ts';

const START = Date.UTC(2026, 9, 1);
const usualPage = traitsOf(madePage(''));
const otherPage = traitsOf(madePage('', { title: '工事中', body: pageText(9, 30) }));

function recordOf(
  minutes: number,
  page: ProbeRecord['page'] = usualPage,
  changes: Partial<Sample> = {},
): ProbeRecord {
  const lost = lostRecord(probeJob('https://site.test/', { id: 'gas' }), {
    ...{ vantage: 'here', cause: 'late', detail: null },
  });
  const sample: Sample = {
    ...lost.sample,
    outcome: 'success',
    scheduledAt: START + minutes * 60_000,
    ...changes,
  };
  return { ...lost, sample, ...(page === undefined ? {} : { page }) };
}

/** A book that has seen an hour of the usual page. */
function knowing(): SignBook {
  const book = new SignBook();
  for (let minutes = 0; minutes < 60; minutes += 1) book.take(recordOf(minutes));
  return book;
}

describe('the book of signs', () => {
  it('puts the signs in the place of the page, and nothing where it is as usual', () => {
    const book = knowing();
    const usual = book.take(recordOf(60));
    expect(usual).not.toHaveProperty('page');
    expect(usual).not.toHaveProperty('signs');
    const other = book.take(recordOf(61, otherPage));
    expect(other).not.toHaveProperty('page');
    expect(other.signs).toMatchObject({ text: { usual: 1 }, title: { usual: '山びこ市' } });
    expect(other.sample.outcome).toBe('success');
  });

  it('leaves a record without a page alone', () => {
    const { page: _page, ...plain } = recordOf(0);
    expect(knowing().take(plain)).toBe(plain);
  });

  it.each([
    ['failures', { outcome: 'failure' }],
    ['suspects', { validity: 'suspect' }],
    ['confirmations', { attempt: 2 }],
  ] as const)('learns nothing from %s, and tells their signs', (_what, changes) => {
    const book = knowing();
    const { version } = book;
    for (let minutes = 60; minutes < 60 + 60 * 24 * 14; minutes += 60) {
      expect(book.take(recordOf(minutes, otherPage, changes)).signs).toBeDefined();
    }
    expect(book.version).toBe(version);
    expect(book.take(recordOf(60 * 24 * 15)).signs).toBeUndefined();
  });

  it('knows the two families of a site apart', () => {
    const book = knowing();
    expect(book.take(recordOf(60, otherPage, { family: 6 })).signs).toBeUndefined();
    expect(book.take(recordOf(60, otherPage)).signs).toBeDefined();
  });

  it('tells the same after a restart', () => {
    const book = knowing();
    const kept: unknown = JSON.parse(JSON.stringify(book.snapshot()));
    const after = new SignBook();
    after.restore(kept as SignsSnapshot);
    const record = recordOf(61, otherPage);
    expect(after.take(record)).toEqual(book.take(record));
    expect(Object.keys(book.snapshot())).toEqual(['gas/4']);
  });

  it('forgets sites whose pages are not compared any more', () => {
    const book = knowing();
    book.keep(new Set(['gas']));
    expect(book.take(recordOf(61, otherPage)).signs).toBeDefined();
    book.keep(new Set(['gas/4']));
    expect(book.snapshot()).toEqual({});
  });
});

describe('the words of a sign', () => {
  it('say what was found and what is usual', () => {
    const signs = {
      text: { similarity: 0.41, usual: 0.93 },
      title: { found: null, usual: '山びこ市' },
      bytes: { found: 200, usual: 9_000 },
    };
    expect(signTexts(signs)).toEqual([
      {
        ja: 'ページの文面が普段と異なります（類似度0.41、普段は0.93）',
        en: 'the page differs from its usual text (similarity 0.41, usually 0.93)',
      },
      {
        ja: 'ページの題名が普段と異なります（「」、普段は「山びこ市」）',
        en: 'the page has another title than usual ("", usually "山びこ市")',
      },
      {
        ja: 'ページの大きさが普段と異なります（200バイト、普段は9000バイト）',
        en: 'the page has another size than usual (200 bytes, usually 9000)',
      },
    ]);
    expect(signTexts({ text: null, title: null, bytes: null })).toEqual([]);
  });
});

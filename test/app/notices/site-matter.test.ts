import { describe, expect, it } from 'vitest';
import { AnswerBook } from '../../../src/app/notices/answer-book.ts';
import { NoticePlaces } from '../../../src/app/notices/notice-places.ts';
import { siteMatterOf } from '../../../src/app/notices/site-matter.ts';
import { NOTHING_JUDGED } from '../../../src/core/ports/judging.ts';
import type { Verdict } from '../../../src/core/words/judgement.ts';
import { incidentOf } from '../../board/judging-fixture.ts';
import { failureOf, sampleOf } from '../../board/sample-fixture.ts';
import { AT, MINUTE, sharingCouncil } from '../sharing/shared-council.ts';

const SITE = 'near-counted';
const place = new NoticePlaces(sharingCouncil(['counted']), new Map()).targets.get(SITE);
const VERDICT: Verdict = {
  ...{ judgement: 'slow', since: AT, ratio: 2.7, normalMs: 314, deviation: 9 },
  ...{ phase: 'wait', scope: null, why: { ja: '根拠', en: 'why' } },
};

interface Seen {
  readonly since: number;
  readonly isAnswered?: boolean;
  readonly verdict?: Partial<Verdict>;
}

/** What is told of a trouble since `AT`, which answered last two minutes before and fails since. */
function detailFor({ since, isAnswered = false, verdict = {} }: Seen) {
  if (place === undefined) throw new Error(`no ${SITE}`);
  const answers = new AnswerBook();
  answers.observe(sampleOf(place, AT - 2 * MINUTE));
  answers.observe(failureOf(place, AT + MINUTE));
  const incident = incidentOf({
    ...{ id: '20261122-1', pattern: 'single', subject: { kind: 'target', target: SITE } },
    ...{ targets: [SITE], since: AT },
  });
  const [known] = incident.targets;
  if (known === undefined) throw new Error('no target');
  const entry = { ...known, ratio: 4.2, phase: 'dns' as const };
  const judging = { ...NOTHING_JUDGED, verdictOf: () => ({ ...VERDICT, ...verdict }) };
  const { sites } = siteMatterOf(
    place,
    { incident, entry, endedAt: null, ending: null },
    { under: { incident: incident.id, pattern: 'single' }, detailSince: since },
    { judging, answers, isAnsweredSince: () => isAnswered },
  );
  return sites[0]?.detail;
}

describe('the detail of a site in trouble', () => {
  it('is all that is known where its reader has always seen values', () => {
    const always = { since: Number.NEGATIVE_INFINITY, isAnswered: true };
    expect(detailFor(always)).toMatchObject({
      ...{ ratio: 2.7, normalMs: 314, phase: 'wait', why: { en: 'why' } },
      ...{ reason: 'timeout', lastSuccessAt: AT - 2 * MINUTE },
    });
    expect(detailFor({ ...always, verdict: { ratio: null, phase: null } })).toMatchObject({
      ...{ ratio: 4.2, phase: 'dns' },
    });
  });

  it('holds figures that rest on answers from then on alone', () => {
    const since = AT - MINUTE;
    const before = detailFor({ since });
    expect(before).toMatchObject({ ratio: null, normalMs: null, phase: 'wait', reason: 'timeout' });
    expect(before?.why.en).toBe('slower than normal');
    expect(before).toMatchObject({ lastSuccessAt: null, seenSince: since });
    expect(detailFor({ since, verdict: { ratio: null } })).toMatchObject({ ratio: null });
    expect(detailFor({ since, isAnswered: true })).toMatchObject({
      ...{ ratio: 2.7, normalMs: 314, why: { en: 'why' } },
    });
  });

  it('holds nothing of how it began where that was before', () => {
    const since = AT + 2 * MINUTE;
    const seen = detailFor({ since, isAnswered: true, verdict: { phase: null } });
    expect(seen).toMatchObject({ phase: null, reason: null, why: { en: 'slower than normal' } });
  });

  it('has a time of the newest success that was seen', () => {
    const seen = detailFor({ since: AT - 3 * MINUTE });
    expect(seen).toMatchObject({ lastSuccessAt: AT - 2 * MINUTE });
    expect(seen).not.toHaveProperty('seenSince');
  });
});

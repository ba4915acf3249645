import { describe, expect, it } from 'vitest';
import type { CoverageDto, JudgingDto, VerdictDto } from '../../../src/board/dto/judging.ts';
import { Live } from '../../../src/board/live.ts';
import { siteOf } from '../../../src/board/views/overview.ts';
import { showDuration } from '../../../src/board/web/duration.ts';
import { showFigure } from '../../../src/board/web/figure-text.ts';
import {
  affectedBySector,
  isOfFilter,
  judgedOf,
  judgementCounts,
  judgementOn,
} from '../../../src/board/web/judged-sites.ts';
import { JUDGING_EN } from '../../../src/board/web/judging-words-en.ts';
import { JUDGING_JA } from '../../../src/board/web/judging-words-ja.ts';
import { toldOf } from '../../../src/board/web/pattern-state.ts';
import { ordered } from '../../../src/board/web/site-order.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import { councilOf } from '../council-fixture.ts';
import { verdictOf } from '../judging-fixture.ts';

const live = new Live(councilOf({ sectors: 2, sitesPerSector: 6, bothEvery: 6 }), 0);
const sites = Array.from({ length: 6 }, (_, index) => siteOf(live, index));

function said(n: number, judgement: Judgement, more: Partial<VerdictDto> = {}): VerdictDto {
  const target = `banking-000${n}-home`;
  return { target, sector: 'banking', family: 4, ...verdictOf(judgement, n * 1000), ...more };
}

function judgingOf(
  verdicts: readonly VerdictDto[],
  version = 5,
  coverage: CoverageDto = { sites: 6, learning: 0, unknown: 0 },
): JudgingDto {
  return { version, vantages: 1, ownNetwork: null, coverage, incidents: [], verdicts };
}

const judging = judgingOf([
  said(1, 'unknown'),
  said(2, 'slow'),
  said(3, 'failing'),
  said(4, 'slow', { ratio: 8 }),
  said(5, 'blocked'),
]);
const judged = judgedOf(judging);

describe('sites by what is judged of them', () => {
  it('come the heaviest first, the larger ratio before, what is normal last', () => {
    const sorted = ordered(sites, 'judgement', { language: 'ja', judged });
    expect(sorted.map(({ id }) => Number(id.slice(8, 12)))).toEqual([3, 4, 2, 5, 1, 6]);
  });

  it('are counted, and chosen by a judgement or by not being normal', () => {
    expect(Object.fromEntries(judgementCounts(sites, judged))).toEqual({
      ...{ unknown: 1, slow: 2, failing: 1, blocked: 1, normal: 1 },
    });
    const chosen = (filter: Parameters<typeof isOfFilter>[1]) =>
      sites.filter((site) => isOfFilter(judgementOn(judged, site), filter)).length;
    expect([chosen('all'), chosen('not-normal'), chosen('slow')]).toEqual([6, 5, 2]);
  });

  it('are as their heavier series, which counts once', () => {
    const both = judgingOf([said(6, 'slow'), said(6, 'failing', { family: 6 })]);
    const last = sites.at(-1);
    if (last === undefined) throw new Error('there are six sites');
    expect(judgementOn(judgedOf(both), last)).toBe('failing');
    expect(affectedBySector(both)?.get('banking')).toEqual(new Map([['failing', 1]]));
  });

  it('are affected by what is slow, failing or flapping alone', () => {
    expect(affectedBySector(judging)?.get('banking')).toEqual(
      new Map([
        ['slow', 2],
        ['failing', 1],
      ]),
    );
    expect(affectedBySector(judgingOf([], 0))).toBeNull();
    expect(judgedOf(judgingOf([], 0))).toBeNull();
  });
});

describe('what is told of judging', () => {
  const context = { language: 'en', council: true, time: String } as const;

  it('is the number of sites by judgement, the sectors and the earliest beginning', () => {
    expect(toldOf(judging, context).state).toEqual({
      ...{ kind: 'singles', slow: 2, failing: 1, flapping: 0, sectors: 1, since: '2000' },
    });
    expect(toldOf(judging, { ...context, council: false }).state).toMatchObject({ sectors: null });
  });

  it('is that nothing differs, or that nothing is judged yet', () => {
    expect(toldOf(judgingOf([]), context).state).toEqual({
      ...{ kind: 'normal', judged: 6, learning: 0, unknown: 0 },
    });
    expect(toldOf(judgingOf([], 0), context).state.kind).toBe('not-judged');
    const none = judgingOf([], 5, { sites: 0, learning: 0, unknown: 0 });
    expect(toldOf(none, context).state.kind).toBe('not-judged');
  });

  it('is of how many sites nothing can be said, never that they are normal', () => {
    const blocked = judgingOf([said(5, 'blocked')], 5, { sites: 6, learning: 2, unknown: 1 });
    expect(toldOf(blocked, context).state).toEqual({
      ...{ kind: 'normal', judged: 3, learning: 2, unknown: 1 },
    });
  });
});

describe('durations and figures', () => {
  it.each([
    [-5, '0秒', '0 s'],
    [59_999, '59秒', '59 s'],
    [3_599_000, '59分', '59 min'],
    [11_520_000, '3時間12分', '3 h 12 min'],
    [86_400_000, '24時間', '24 h'],
    [187_200_000, '2日4時間', '2 d 4 h'],
  ])('says %i ms as %s and %s', (durationMs, ja, en) => {
    expect(showDuration(durationMs, JUDGING_JA.spans)).toBe(ja);
    expect(showDuration(durationMs, JUDGING_EN.spans)).toBe(en);
  });

  it.each([
    ['log10Probability', -12.34, '10^−12.3'],
    ['coveringRatio', 0.874, '87%'],
    ['expectedUnits', 0.12345, '0.12'],
    ['holders', 1234, '1,234'],
  ])('shows the figure %s', (name, value, text) => {
    expect(showFigure(name, value, 'en')).toBe(text);
  });
});

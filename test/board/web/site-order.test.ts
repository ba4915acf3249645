import { describe, expect, it } from 'vitest';
import type { SeriesDto, SinceDto, SiteDto } from '../../../src/board/dto.ts';
import { Live } from '../../../src/board/live.ts';
import { siteOf } from '../../../src/board/views/overview.ts';
import { isNew, isTroubled, named, ordered } from '../../../src/board/web/site-order.ts';
import { councilOf } from '../council-fixture.ts';
import { failureOf, sampleOf } from '../sample-fixture.ts';

const NOW = Date.parse('2026-11-24T09:00:00+09:00');
const HOUR = 3_600_000;
const live = new Live(councilOf({ sectors: 1, sitesPerSector: 6 }), NOW);
for (const [index, site] of live.table.targets.entries()) {
  const failure = failureOf(site, NOW);
  if (index === 0) live.observe(sampleOf(site, NOW));
  else if (index === 4) live.observe({ ...failure, validity: 'suspect', suspectCause: 'clock' });
  else if (index === 5) live.observe({ ...failure, reason: 'blocked', statusCode: 403 });
  else live.observe(failure);
}

function since(index: number, value: SinceDto | null): SiteDto {
  const site = siteOf(live, index);
  const series = site.series.map((each): SeriesDto => ({ ...each, since: value }));
  return { ...site, series };
}

const sites = [
  since(0, { at: NOW - HOUR, orEarlier: false }),
  since(1, { at: NOW - 9 * HOUR, orEarlier: false }),
  since(2, { at: NOW, orEarlier: true }),
  since(3, { at: NOW - 60_000, orEarlier: false }),
  since(4, null),
  since(5, { at: NOW - 30_000, orEarlier: false }),
];
const idsOf = (some: readonly SiteDto[]) => some.map(({ id }) => Number(id.slice(8, 12)) - 1);

describe('the order of sites', () => {
  it('has failures first, the newest beginning among them before, then what judges nothing', () => {
    expect(idsOf(ordered(sites, 'attention', { language: 'ja', judged: null }))).toEqual([
      3, 1, 2, 5, 4, 0,
    ]);
  });

  it('goes by the beginning alone where that is asked for', () => {
    expect(idsOf(ordered(sites, 'began', { language: 'ja', judged: null }))).toEqual([
      5, 3, 1, 2, 4, 0,
    ]);
  });
});

describe('a site', () => {
  it('is new for an hour after it began to fail, where the beginning is known', () => {
    expect(idsOf(sites.filter((site) => isNew(site, NOW)))).toEqual([3]);
    expect(idsOf(sites.filter(isTroubled))).toEqual([1, 2, 3, 4, 5]);
  });

  it('is found by all words, in any width and kana', () => {
    expect(idsOf(named(sites, 'ＢＡＮＫＩＮＧ　０００２'))).toEqual([1]);
    expect(named(sites, '')).toEqual(sites);
  });
});

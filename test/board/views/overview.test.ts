import { describe, expect, it } from 'vitest';
import { Live } from '../../../src/board/live.ts';
import { councilPageOf } from '../../../src/board/views/council.ts';
import { overviewOf, summariesOf } from '../../../src/board/views/overview.ts';
import { sectorOf } from '../../../src/board/views/sector.ts';
import { councilOf } from '../council-fixture.ts';
import { failureOf } from '../sample-fixture.ts';

const NOW = Date.parse('2026-11-24T09:00:00+09:00');

describe('the counts of the pages', () => {
  const config = councilOf({ sectors: 3, sitesPerSector: 2 });
  const [first, second, third] = config.sectors;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three');
  const live = new Live({ ...config, sectors: [first, { ...second, members: [] }, third] }, NOW);
  const [site] = live.table.targets;
  if (site === undefined) throw new Error('the fixture has sites');
  live.observe(failureOf(site, NOW));
  const summaries = summariesOf(live, NOW, {
    condition: { prober: 'ok', reloadRefused: false, doubt: null, drill: null },
    judging: 0,
  });
  const given = { summaries, now: NOW };

  it('are those of one counting, on every page, and zeros for a sector without sites', () => {
    const rows = councilPageOf(live, given).sectors;
    expect(rows.map(({ counts }) => [counts.targets, counts.failure, counts.waiting])).toEqual([
      [2, 1, 1],
      [0, 0, 0],
      [2, 0, 2],
    ]);
    expect(rows.map(({ counts }) => counts)).toEqual(summaries.sectors.map(({ counts }) => counts));
    const overview = overviewOf(live, summaries, { now: NOW, previous: null });
    expect(overview.sectors.map(({ counts }) => counts)).toEqual(rows.map(({ counts }) => counts));
    expect(sectorOf(live, first, given).counts).toEqual(rows[0]?.counts);
    expect(summaries.counts).toMatchObject({ targets: 4, failure: 1, waiting: 3 });
  });

  it('are never made up where they are missing', () => {
    const fewer = { ...summaries, sectors: summaries.sectors.slice(1) };
    expect(() => councilPageOf(live, { summaries: fewer, now: NOW })).toThrow(RangeError);
    expect(() => overviewOf(live, fewer, { now: NOW, previous: null })).toThrow(RangeError);
    expect(() => sectorOf(live, third, { summaries: fewer, now: NOW })).toThrow();
  });
});

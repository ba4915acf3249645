import { describe, expect, it } from 'vitest';
import type { ChangesDto, CountsDto, OverviewDto, SeriesDto } from '../../../src/board/dto.ts';
import { applyChanges } from '../../../src/board/web/apply-changes.ts';

const counts: CountsDto = {
  targets: 2,
  success: 0,
  failure: 0,
  missed: 0,
  waiting: 2,
  maintenance: 0,
  stale: 0,
  failureNew: 0,
  failingSince: null,
};

function series(target: string, family: 4 | 6, recentMs: readonly number[] = []): SeriesDto {
  return {
    target,
    family,
    newest: null,
    since: null,
    maintenance: null,
    intervalMs: null,
    normalMs: null,
    ratio: null,
    recentMs,
  };
}

const overview: OverviewDto = {
  version: 10,
  council: { name: { ja: '', en: '' }, timezone: 'Asia/Tokyo', vantage: 'v', practice: true },
  doubt: null,
  counts,
  sectors: ['a', 'b'].map((id) => ({
    id,
    name: { ja: id, en: id },
    field: { id, name: { ja: id, en: id } },
    counts,
    medianMs: null,
    ratio: null,
    day: [
      { at: 0, success: 1, failure: 0, missed: 0 },
      { at: 3_600_000, success: 2, failure: 0, missed: 0 },
    ],
    sites: [
      {
        id: `${id}-1`,
        member: { id, name: { ja: '', en: '' } },
        url: null,
        series: [series(`${id}-1`, 4), series(`${id}-1`, 6)],
      },
    ],
  })),
};

function changes(part: Partial<ChangesDto>): ChangesDto {
  return { version: 11, reset: false, doubt: null, counts, sectors: [], series: [], ...part };
}

describe('applyChanges', () => {
  it('replaces the series that changed and keeps everything else the same object', () => {
    const after = applyChanges(overview, changes({ series: [series('a-1', 6, [5])] }));
    expect(after.version).toBe(11);
    expect(after.sectors[0]?.sites[0]?.series.map(({ recentMs }) => recentMs)).toEqual([[], [5]]);
    expect(after.sectors[1]).toBe(overview.sectors[1]);
  });

  it('replaces the running hour of a sector', () => {
    const cell = { at: 3_600_000, success: 3, failure: 1, missed: 0 };
    const sectors = [{ id: 'a', counts, medianMs: 5, ratio: 1.2, cell }];
    const after = applyChanges(overview, changes({ sectors }));
    expect(after.sectors[0]?.day.map(({ at }) => at)).toEqual([0, 3_600_000]);
    expect(after.sectors[0]?.day[1]).toBe(cell);
    expect(after.sectors[0]?.medianMs).toBe(5);
  });

  it('moves on by an hour when the next one has begun', () => {
    const cell = { at: 7_200_000, success: 1, failure: 0, missed: 0 };
    const sectors = [{ id: 'a', counts, medianMs: null, ratio: null, cell }];
    const after = applyChanges(overview, changes({ sectors }));
    expect(after.sectors[0]?.day.map(({ at }) => at)).toEqual([3_600_000, 7_200_000]);
  });

  it('follows a single series that decides its own family', () => {
    const lone = applyChanges(
      {
        ...overview,
        sectors: overview.sectors.map((sector) => ({ ...sector, sites: [only(sector.id)] })),
      },
      changes({ series: [series('a-1', 6, [7])] }),
    );
    expect(lone.sectors[0]?.sites[0]?.series).toEqual([series('a-1', 6, [7])]);
  });

  it('leaves out news that are older than what is shown', () => {
    expect(applyChanges(overview, changes({ version: 9 }))).toBe(overview);
  });
});

function only(id: string) {
  const member = { id, name: { ja: '', en: '' } };
  return { id: `${id}-1`, member, url: null, series: [series(`${id}-1`, 4)] };
}

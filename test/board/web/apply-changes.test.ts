import { describe, expect, it } from 'vitest';
import type {
  ChangesDto,
  ConditionDto,
  CountsDto,
  DayCellDto,
  OverviewDto,
  SectorPageDto,
  SeriesDto,
} from '../../../src/board/dto.ts';
import { applyChanges, applySectorChanges } from '../../../src/board/web/apply-changes.ts';

const condition: ConditionDto = { prober: 'ok', reloadRefused: false, doubt: null };

const counts: CountsDto = {
  targets: 2,
  success: 0,
  failure: 0,
  missed: 0,
  waiting: 2,
  maintenance: 0,
  stopped: 0,
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
  council: {
    name: { ja: '', en: '' },
    timezone: 'Asia/Tokyo',
    vantage: 'v',
    practice: true,
    condition,
  },
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
        stopped: null,
        series: [series(`${id}-1`, 4), series(`${id}-1`, 6)],
      },
    ],
  })),
};

function changes(part: Partial<ChangesDto>): ChangesDto {
  return { version: 11, reset: false, condition, counts, sectors: [], series: [], ...part };
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

describe('applySectorChanges', () => {
  const HOUR = 3_600_000;
  const zeros = { success: [0, 0], failure: [0, 0], missed: [0, 0] };
  const sector: SectorPageDto = {
    ...(overview.sectors[0] ?? expect.unreachable()),
    version: 10,
    council: overview.council,
    sites: [{ ...only('a'), hours: zeros }],
  };
  const cell = { at: HOUR, success: 1, failure: 0, missed: 0 };
  const news = (at: number, outcome: 'success' | 'failure'): SeriesDto => ({
    ...series('a-1', 4),
    newest: {
      scheduledAt: at,
      startedAt: at,
      outcome,
      reason: null,
      blame: null,
      failedPhase: null,
      statusCode: null,
      protocol: null,
      totalMs: null,
      phases: {
        dns: null,
        connect: null,
        tls: null,
        send: null,
        wait: null,
        transfer: null,
        other: null,
      },
      validity: 'valid',
    },
  });
  const told = (version: number, part: { cell: DayCellDto; series?: readonly SeriesDto[] }) =>
    changes({
      version,
      sectors: [{ id: 'a', counts, medianMs: 7, ratio: 1, cell: part.cell }],
      series: part.series ?? [],
    });

  it('counts a new sample in its hour, once', () => {
    const first = applySectorChanges(
      sector,
      told(11, { cell, series: [news(HOUR + 5, 'success')] }),
    );
    const again = applySectorChanges(
      first,
      told(12, { cell, series: [news(HOUR + 5, 'success')] }),
    );
    const late = applySectorChanges(again, told(13, { cell, series: [news(HOUR - 5, 'failure')] }));
    expect(first.sites[0]?.hours.success).toEqual([0, 1]);
    expect(again.sites[0]?.hours.success).toEqual([0, 1]);
    expect(late.sites[0]?.hours.failure).toEqual([1, 0]);
    expect(late).toMatchObject({ version: 13, medianMs: 7 });
  });

  it('moves every site on by an hour when the next one has begun', () => {
    const first = applySectorChanges(
      sector,
      told(11, { cell, series: [news(HOUR + 5, 'success')] }),
    );
    const next = applySectorChanges(first, told(12, { cell: { ...cell, at: 2 * HOUR } }));
    expect(next.sites[0]?.hours.success).toEqual([1, 0]);
    expect(next.day.map(({ at }) => at)).toEqual([HOUR, 2 * HOUR]);
  });

  it('leaves out old news, and those of other sectors', () => {
    expect(applySectorChanges(sector, told(9, { cell }))).toBe(sector);
    expect(applySectorChanges(sector, changes({ version: 12 }))).toBe(sector);
  });
});

function only(id: string) {
  const member = { id, name: { ja: '', en: '' } };
  return { id: `${id}-1`, member, url: null, stopped: null, series: [series(`${id}-1`, 4)] };
}

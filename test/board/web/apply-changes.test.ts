import { describe, expect, it } from 'vitest';
import type {
  ChangesDto,
  ConditionDto,
  CouncilDto,
  CountsDto,
  DayCellDto,
  SectorPageDto,
  SeriesDto,
} from '../../../src/board/dto.ts';
import { applySectorChanges } from '../../../src/board/web/apply-changes.ts';

const condition: ConditionDto = { prober: 'ok', reloadRefused: false, doubt: null, drill: null };

const counts: CountsDto = {
  targets: 2,
  success: 0,
  failure: 0,
  blocked: 0,
  suspect: 0,
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

const council: CouncilDto = {
  name: { ja: '', en: '' },
  timezone: 'Asia/Tokyo',
  vantage: 'v',
  practice: true,
  condition,
};

function changes(part: Partial<ChangesDto>): ChangesDto {
  return {
    version: 11,
    reset: false,
    condition,
    judging: 0,
    counts,
    sectors: [],
    series: [],
    ...part,
  };
}

describe('applySectorChanges', () => {
  const HOUR = 3_600_000;
  const zeros = { success: [0, 0], failure: [0, 0], suspect: [0, 0], missed: [0, 0] };
  const sector: SectorPageDto = {
    version: 10,
    council,
    id: 'a',
    name: { ja: 'a', en: 'a' },
    field: { id: 'a', name: { ja: 'a', en: 'a' } },
    counts,
    medianMs: null,
    ratio: null,
    day: [
      { at: 0, success: 1, failure: 0, suspect: 0, missed: 0 },
      { at: HOUR, success: 2, failure: 0, suspect: 0, missed: 0 },
    ],
    sites: [{ ...only('a'), hours: zeros }],
  };
  const cell = { at: HOUR, success: 1, failure: 0, suspect: 0, missed: 0 };
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

  it('counts a failure that is suspect as one', () => {
    const failed = news(HOUR + 5, 'failure');
    if (failed.newest === null) throw new Error('the news hold a sample');
    const doubtful: SeriesDto = { ...failed, newest: { ...failed.newest, validity: 'suspect' } };
    const after = applySectorChanges(sector, told(11, { cell, series: [doubtful] }));
    expect(after.sites[0]?.hours).toMatchObject({ failure: [0, 0], suspect: [0, 1] });
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

  it('follows a single series that decides its own family', () => {
    const six: SeriesDto = { ...news(HOUR + 5, 'success'), family: 6 };
    const after = applySectorChanges(sector, told(11, { cell, series: [six] }));
    expect(after.sites[0]?.series).toEqual([six]);
  });

  it('keeps sites without news the same object', () => {
    const after = applySectorChanges(sector, told(11, { cell }));
    expect(after.sites[0]).toBe(sector.sites[0]);
    expect(after.day.at(-1)).toBe(cell);
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

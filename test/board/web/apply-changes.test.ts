import { describe, expect, it } from 'vitest';
import type {
  BriefSeriesDto,
  ChangesDto,
  ConditionDto,
  CouncilDto,
  CountsDto,
  DayCellDto,
  SectorPageDto,
} from '../../../src/board/dto.ts';
import { applySectorChanges } from '../../../src/board/web/apply-changes.ts';
import { RECENT_TOTALS } from '../../../src/core/words/shown-state.ts';

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

function brief(target: string, family: 4 | 6): BriefSeriesDto {
  return {
    target,
    family,
    newest: null,
    since: null,
    maintenance: null,
    intervalMs: null,
    ratio: null,
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
  const news = (at: number, outcome: 'success' | 'failure', totalMs: number | null = null) => ({
    ...brief('a-1', 4),
    newest: {
      scheduledAt: at,
      startedAt: at,
      outcome,
      reason: null,
      blame: null,
      failedPhase: null,
      statusCode: null,
      protocol: null,
      totalMs,
      phases: {
        dns: null,
        connect: null,
        tls: null,
        send: null,
        wait: null,
        transfer: null,
        other: null,
      },
      validity: 'valid' as const,
    },
  });
  const told = (version: number, part: { cell: DayCellDto; series?: readonly BriefSeriesDto[] }) =>
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
    const doubtful = { ...failed, newest: { ...failed.newest, validity: 'suspect' } } as const;
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
    const six = { ...news(HOUR + 5, 'success'), family: 6 } as const;
    const after = applySectorChanges(sector, told(11, { cell, series: [six] }));
    expect(after.sites[0]?.series).toEqual([{ ...six, normalMs: null, recentMs: [null] }]);
  });

  it('goes on with the curve of a series, by the totals of what succeeded', () => {
    let page = sector;
    for (let slot = 1; slot <= RECENT_TOTALS + 2; slot += 1) {
      const outcome = slot === RECENT_TOTALS ? 'failure' : 'success';
      const series = [news(HOUR + slot, outcome, slot)];
      for (const version of [slot + 11, slot + 12]) {
        page = applySectorChanges(page, told(version, { cell, series }));
      }
    }
    const recent = page.sites[0]?.series[0]?.recentMs ?? [];
    expect(recent).toHaveLength(RECENT_TOTALS);
    expect(recent[0]).toBe(3);
    expect(recent.slice(-3)).toEqual([null, RECENT_TOTALS + 1, RECENT_TOTALS + 2]);
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
  const held = { ...brief(`${id}-1`, 4), normalMs: null, recentMs: [] };
  return { id: `${id}-1`, member, url: null, stopped: null, series: [held] };
}

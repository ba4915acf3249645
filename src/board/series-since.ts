import type { BriefSeriesDto, SeriesDto, SinceDto } from './dto.ts';
import type { Live } from './live.ts';
import { RATIO_TOTALS } from './series-table.ts';
import { roughMs } from './tell-series.ts';

export interface ToldSince {
  /** What was measured in slots before is left out, epoch ms; endless = nothing is. */
  readonly since: number;
  /** Epoch ms. */
  readonly now: number;
}

/** Every series of the target with this index, as if it had been measured since then alone. */
export function seriesSince(live: Live, index: number, told: ToldSince): readonly SeriesDto[] {
  return live.table.rowsOf(index).map((row) => seriesAt(live, row, told));
}

/** A series in an event in the same way; null = it is not told. */
export function briefSince(live: Live, row: number, told: ToldSince): BriefSeriesDto | null {
  if (told.since === Number.NEGATIVE_INFINITY) return live.table.briefAt(row);
  const { normalMs: _normalMs, recentMs: _recentMs, ...brief } = seriesAt(live, row, told);
  return brief.newest === null ? null : brief;
}

function seriesAt({ table, hours }: Live, row: number, { since, now }: ToldSince): SeriesDto {
  const series = table.seriesAt(row);
  if (since === Number.NEGATIVE_INFINITY) return series;
  const { newest, intervalMs, maintenance } = series;
  const normalMs = roughMs(hours.normalMsOf(row, now, since));
  const recentMs = series.recentMs.slice(series.recentMs.length - table.recentSince(row, since));
  const isTold = newest !== null && newest.scheduledAt >= since;
  const isFollowed = isTold && newest.scheduledAt - (intervalMs ?? Infinity) >= since;
  return {
    ...series,
    newest: isTold ? newest : null,
    since: isTold ? laterOf(series, since) : null,
    maintenance: isTold ? maintenance : null,
    intervalMs: isFollowed ? intervalMs : null,
    ratio: ratioOf(recentMs, normalMs),
    ...{ normalMs, recentMs },
  };
}

/** What began with the first slot that is told may have begun before it. */
function laterOf({ since: begun, intervalMs }: SeriesDto, since: number): SinceDto | null {
  if (begun === null || begun.at - (intervalMs ?? 0) >= since) return begun;
  return { at: since, orEarlier: true };
}

/** The median of the newest totals against the normal, to 0.01. */
function ratioOf(recentMs: SeriesDto['recentMs'], normalMs: number | null): number | null {
  const totals = recentMs.slice(-RATIO_TOTALS).filter((total) => total !== null);
  const middle = totals.sort((a, b) => a - b)[totals.length >> 1];
  return middle === undefined || normalMs === null
    ? null
    : Math.round((middle / normalMs) * 100) / 100;
}

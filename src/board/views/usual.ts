import {
  countOfSketch,
  decodeSketch,
  emptySketch,
  mergeIntoSketch,
  quantileOf,
  type Sketch,
} from '../../core/stats/sketch.ts';
import { roundMs } from '../../core/time/phases.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { UsualDto, UsualHourDto } from '../dto/target.ts';

/** Days of roll-ups that are looked at. */
export const USUAL_DAYS = 14;
const HOURS = 24;
const DAY_MS = 86_400_000;

/**
 * What is usual by the hour of the day in `timezone`, from hourly roll-ups of one target, merged over
 * the days, 24 hours each up to the end of the range: the 5, 50 and 95 per cent points of the valid
 * successes.
 */
export function usualOf(
  rollups: readonly Rollup[],
  series: { readonly target: string; readonly family: Family },
  range: { readonly from: number; readonly to: number; readonly timezone: string },
): UsualDto {
  const sketches = Array.from({ length: HOURS }, emptySketch);
  const days = new Set<number>();
  const { from, to, timezone } = range;
  for (const rollup of rollups) {
    const counts = rollup.family === series.family && within(rollup, range);
    if (!counts || rollup.sketch.length === 0) continue;
    const local = Temporal.Instant.fromEpochMilliseconds(rollup.at).toZonedDateTimeISO(timezone);
    const held = sketches[local.hour];
    if (held) mergeIntoSketch(held, decodeSketch(rollup.sketch));
    days.add(Math.floor((to - 1 - rollup.at) / DAY_MS));
  }
  const { target, family } = series;
  return { target, family, from, to, days: days.size, hours: sketches.map(hourOf) };
}

function within({ at }: Rollup, range: { readonly from: number; readonly to: number }): boolean {
  return at >= range.from && at < range.to;
}

function hourOf(sketch: Sketch): UsualHourDto | null {
  const quantile = (ratio: number) => quantileOf(sketch, ratio);
  const [p5Ms, p50Ms, p95Ms] = [quantile(0.05), quantile(0.5), quantile(0.95)];
  if (p5Ms === null || p50Ms === null || p95Ms === null) return null;
  return {
    count: countOfSketch(sketch),
    p5Ms: roundMs(p5Ms),
    p50Ms: roundMs(p50Ms),
    p95Ms: roundMs(p95Ms),
  };
}

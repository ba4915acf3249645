import type { SampleStore } from '../core/ports/sample-store.ts';
import { PERIOD_MS, type Period, type Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import type { SamplesDto } from './dto/target.ts';
import type { TargetSamplesQuery } from './sources.ts';
import { periodsOf } from './views/periods.ts';
import { pointOf } from './views/points.ts';

/** Points of one raw answer at most. */
export const MAX_POINTS = 5000;

/**
 * A target's samples or their statistics. Raw: at most {@link MAX_POINTS}, a slot's families never
 * parted, `next` where more follow. With a step: from roll-ups, and from samples at the edges and in
 * the newest period, which may still be filling, unless its samples are no longer kept. Rejects with
 * `store_unavailable`.
 */
export async function readSamples(
  store: Pick<SampleStore, 'samples' | 'rollups'>,
  query: TargetSamplesQuery,
  timezone: string,
): Promise<SamplesDto> {
  const { target, from, to, stepMs } = query;
  if (stepMs === null) return readRaw(store, query);
  const anchor = anchorOf(from, timezone);
  const fits = stepMs % PERIOD_MS['1h'] === 0 && anchor % PERIOD_MS['1h'] === 0;
  const period: Period = fits ? '1h' : '5m';
  const within = clip(from, to, PERIOD_MS[period]);
  const all =
    within.from < within.to ? await store.rollups({ ...within, targets: [target], period }) : [];
  const rollups = all.filter((rollup) => matches(rollup, query));
  const newestAt = rollups.reduce((newest, rollup) => Math.max(newest, rollup.at), within.from);
  const tail = await firstAttempts(store, query, { from: newestAt, to });
  const head = await firstAttempts(store, query, { from, to: Math.min(within.from, to) });
  const newestEnd = newestAt + PERIOD_MS[period];
  const inNewest = tail.filter((sample) => sample.scheduledAt < newestEnd).length;
  const stillRaw = inNewest >= countOf(rollups.filter((rollup) => rollup.at === newestAt));
  const used = stillRaw ? rollups.filter((rollup) => rollup.at < newestAt) : rollups;
  const rest = stillRaw ? tail : tail.filter((sample) => sample.scheduledAt >= newestEnd);
  const periods = periodsOf({ stepMs, anchor }, used, [...head, ...rest]);
  return { kind: 'periods', target, from, to, stepMs, periods };
}

function countOf(rollups: readonly Rollup[]): number {
  return rollups.reduce((sum, rollup) => sum + rollup.count, 0);
}

async function readRaw(
  store: Pick<SampleStore, 'samples'>,
  query: TargetSamplesQuery,
): Promise<SamplesDto> {
  const { target, from, to, family } = query;
  const found = await store.samples({
    target,
    from,
    to,
    limit: MAX_POINTS + 1,
    ...(family === null ? {} : { family }),
  });
  const last = found.length > MAX_POINTS ? (found.at(-1)?.scheduledAt ?? null) : null;
  const told = last === null ? found : found.filter((sample) => sample.scheduledAt < last);
  return { kind: 'raw', target, from, to, points: told.map(pointOf), next: last };
}

async function firstAttempts(
  store: Pick<SampleStore, 'samples'>,
  query: TargetSamplesQuery,
  range: { readonly from: number; readonly to: number },
): Promise<readonly Sample[]> {
  if (range.from >= range.to) return [];
  const family = query.family === null ? {} : { family: query.family };
  return await store.samples({ target: query.target, ...range, ...family });
}

function matches(rollup: Rollup, query: TargetSamplesQuery): boolean {
  return query.family === null || rollup.family === query.family;
}

/** The whole periods inside [from, to). */
function clip(
  from: number,
  to: number,
  lengthMs: number,
): { readonly from: number; readonly to: number } {
  return {
    from: Math.ceil(from / lengthMs) * lengthMs,
    to: Math.floor(to / lengthMs) * lengthMs,
  };
}

/** Midnight of the zone in the day of `at`, so that a step of a day is the zone's day. */
function anchorOf(at: number, timezone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).startOfDay()
    .epochMilliseconds;
}

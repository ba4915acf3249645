import type { SampleStore } from '../core/ports/sample-store.ts';
import { periodStart } from '../core/time/slots.ts';
import { PERIOD_MS, type Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { CELL_MS, CELLS } from './hour-counts.ts';
import type { Live } from './live.ts';
import { restoreSince } from './restore-since.ts';

/** Samples of this time are shown one by one, as the small curves: those of a site a minute, ms. */
const RECENT_MS = 24 * 60_000;

export interface EarlierRun {
  readonly store: Pick<SampleStore, 'rollups' | 'samples' | 'scan'>;
  /** The newest first attempts, as `latest` tells them. */
  readonly newest: readonly Sample[];
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Fills the live state from what an earlier run stored before `now`; call it before the first slot.
 * Hours come from hour roll-ups, from the newest of them on from 5-minute roll-ups, and from the
 * newest of those on from samples, because the newest period may still be filling. Rejects with
 * `store_unavailable`.
 */
export async function restoreLive(live: Live, { store, newest, now }: EarlierRun): Promise<void> {
  const from = periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS;
  const hours = await store.rollups({ period: '1h', from, to: now });
  const hoursEnd = newestOf(hours, from);
  live.restoreDay({ rollups: hours.filter((rollup) => rollup.at < hoursEnd) });
  live.takeNormals(hours, now);
  const parts = await store.rollups({ period: '5m', from: hoursEnd, to: now });
  const partsEnd = newestOf(parts, hoursEnd);
  live.restoreDay({ rollups: parts.filter((rollup) => rollup.at < partsEnd) });
  for await (const samples of store.scan({ from: Math.min(partsEnd, now - RECENT_MS), to: now })) {
    live.restoreNewest(samples);
    live.restoreDay({ samples: samples.filter(({ scheduledAt }) => scheduledAt >= partsEnd) });
  }
  live.restoreNewest(newest);
  const rollups = [
    ...hours.filter(({ at }) => at < hoursEnd),
    ...parts.filter(({ at }) => at < partsEnd),
  ];
  await restoreSince(live, { store, newest, rollups, now });
}

/** Start of the newest period; what lies before it is complete. */
function newestOf(rollups: readonly Rollup[], otherwise: number): number {
  let newest = otherwise;
  for (const rollup of rollups) {
    if (rollup.at + PERIOD_MS[rollup.period] > newest) newest = Math.max(newest, rollup.at);
  }
  return newest;
}

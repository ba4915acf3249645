import type { SampleStore } from '../core/ports/sample-store.ts';
import { periodStart } from '../core/time/slots.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { CELL_MS, CELLS } from './hour-counts.ts';
import type { Live } from './live.ts';
import { restoreSince } from './restore-since.ts';

/** Samples of this time before the newest are shown one by one, as the small curves, ms. */
const RECENT_MS = 24 * 60_000;
/** Targets read at one time. */
const AT_ONCE = 8;

export interface AddedTargets {
  readonly store: Pick<SampleStore, 'latest' | 'rollups' | 'samples'>;
  /** Ids. */
  readonly targets: readonly string[];
  /** When they came, epoch ms: what was stored of them before is read. */
  readonly now: number;
}

/**
 * Fills what came to a live state while it runs with what was stored of it in the last day: hours from
 * hour roll-ups, and from the newest of them on from samples. Rejects with `store_unavailable`.
 */
export async function restoreAdded(live: Live, added: AddedTargets): Promise<void> {
  const { store, now } = added;
  if (added.targets.length === 0) return;
  const from = periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS;
  const wanted = new Set(added.targets);
  const stored = await store.latest(from);
  const newest = stored.filter(
    ({ target, scheduledAt }) => wanted.has(target) && scheduledAt < now,
  );
  const byTarget = Map.groupBy(newest, ({ target }) => target);
  const targets = [...byTarget.keys()];
  for (let first = 0; first < targets.length; first += AT_ONCE) {
    const some = targets.slice(first, first + AT_ONCE);
    const hours = await store.rollups({ targets: some, period: '1h', from, to: now });
    live.takeNormals(hours, now);
    const ofTarget = Map.groupBy(hours, ({ target }) => target);
    await Promise.all(
      some.map((target) => {
        const known = { newest: byTarget.get(target) ?? [], hours: ofTarget.get(target) ?? [] };
        return restoreTarget(live, target, { ...known, store, from, now });
      }),
    );
  }
}

interface StoredTarget {
  readonly store: AddedTargets['store'];
  /** Of each family. */
  readonly newest: readonly Sample[];
  readonly hours: readonly Rollup[];
  readonly from: number;
  readonly now: number;
}

async function restoreTarget(live: Live, target: string, stored: StoredTarget): Promise<void> {
  const { store, newest, hours, from, now } = stored;
  const hoursEnd = hours.reduce((end, { at }) => Math.max(end, at), from);
  const newestAt = newest.reduce((end, { scheduledAt }) => Math.max(end, scheduledAt), from);
  const recent = Math.min(hoursEnd, newestAt - RECENT_MS);
  const samples = await store.samples({ target, from: recent, to: now });
  const rollups = hours.filter(({ at }) => at < hoursEnd);
  live.restoreDay({
    rollups,
    samples: samples.filter(({ scheduledAt }) => scheduledAt >= hoursEnd),
  });
  live.restoreNewest(samples);
  await restoreSince(live, { store, newest, rollups, now });
}

import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';

/** What became of the slots of targets that no reload touched. */
export interface KeptSlots {
  readonly targets: number;
  readonly slots: number;
  /** Minutes between a target's first and last sample that have none. */
  readonly holes: number;
  readonly missed: number;
}

const MINUTE_MS = 60_000;

export async function keptSlots(
  dir: string,
  isKept: (target: string) => boolean,
): Promise<KeptSlots> {
  const series = new Map<string, { slots: number; first: number; last: number }>();
  let missed = 0;
  const reader = openEmbeddedReader(dir);
  for await (const block of reader.scan({ from: 0, to: Number.MAX_SAFE_INTEGER })) {
    for (const { target, scheduledAt, outcome } of block) {
      if (!isKept(target)) continue;
      if (outcome === 'missed') missed += 1;
      const known = series.get(target);
      if (known === undefined)
        series.set(target, { slots: 1, first: scheduledAt, last: scheduledAt });
      else {
        known.slots += 1;
        known.last = scheduledAt;
      }
    }
  }
  await reader.close();
  let slots = 0;
  let holes = 0;
  for (const each of series.values()) {
    slots += each.slots;
    holes += Math.round((each.last - each.first) / MINUTE_MS) + 1 - each.slots;
  }
  return { targets: series.size, slots, holes, missed };
}

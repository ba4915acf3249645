import { DEFAULTS } from '../../src/config/defaults.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { benchTargetId } from '../council/bench-config.ts';
import { answerParent } from '../process/answer-parent.ts';
import { feedStore } from '../samples/feed-store.ts';
import { SampleMaker } from '../samples/sample-maker.ts';
import { diskReadBytes } from './disk-reads.ts';
import { fillRollups } from './fill-rollups.ts';

/** How much history there is. */
export interface HistoryOrder {
  readonly dir: string;
  readonly targets: number;
  /** End of the raw samples, epoch ms, a whole minute. */
  readonly to: number;
  readonly rawMinutes: number;
  /** Before the raw samples. */
  readonly rollupHours: number;
}

export interface DayQuery {
  readonly target: number;
  readonly from: number;
  readonly to: number;
}

export interface DayAnswer {
  readonly elapsedMs: number;
  readonly samples: number;
  /** Fetched from disk for it; null where the system does not say. */
  readonly diskBytes: number | null;
}

let store: EmbeddedStore | null = null;

async function write(order: HistoryOrder): Promise<{ samples: number; rollups: number }> {
  const { dir, targets, to, rawMinutes, rollupHours } = order;
  const from = to - rawMinutes * 60_000;
  const maker = new SampleMaker(targets, 5);
  // A commit a minute: how the history came to be there does not matter to who reads it.
  const samples = await feedStore({ dir, maker, from, minutes: rawMinutes, commitMs: 60_000 });
  const rollupsTo = Math.floor(from / 3_600_000) * 3_600_000;
  const range = { from: rollupsTo - rollupHours * 3_600_000, to: rollupsTo, targets };
  return { samples, rollups: fillRollups(dir, range) };
}

async function open(dir: string): Promise<void> {
  store = await openEmbeddedStore({
    dir,
    timezone: 'Asia/Tokyo',
    retention: DEFAULTS.store.retention,
    sync: DEFAULTS.store.sync,
    log: noLog,
  });
}

async function day({ target, from, to }: DayQuery): Promise<DayAnswer> {
  const diskFrom = diskReadBytes();
  const startMs = performance.now();
  const samples = await store?.samples.samples({ target: benchTargetId(target), from, to });
  const elapsedMs = performance.now() - startMs;
  const diskTo = diskReadBytes();
  const diskBytes = diskFrom === null || diskTo === null ? null : diskTo - diskFrom;
  return { elapsedMs, samples: samples?.length ?? 0, diskBytes };
}

answerParent({ write, open, day, close: () => store?.close() });

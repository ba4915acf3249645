import { answerParent } from '../process/answer-parent.ts';
import { writtenBytesOf } from '../process/cpu-time.ts';
import { feedStore } from '../samples/feed-store.ts';
import { SampleMaker } from '../samples/sample-maker.ts';

export interface StoreOrder {
  readonly dir: string;
  readonly targets: number;
  readonly from: number;
  readonly minutes: number;
  /** Makes the samples and keeps none. */
  readonly discard: boolean;
}

export interface StoreUsage {
  readonly samples: number;
  /** User and system time of all threads, ms. */
  readonly cpuMs: number;
  readonly elapsedMs: number;
  /** Handed to the system by write calls, whatever the file. */
  readonly writeCallBytes: number;
  /** What the system brought, or is to bring, to the disk. */
  readonly storageBytes: number;
}

async function feed(order: StoreOrder): Promise<StoreUsage> {
  const { dir, targets, from, minutes, discard } = order;
  const maker = new SampleMaker(targets, 1);
  const startMs = performance.now();
  const cpuFrom = process.cpuUsage();
  const written = writtenBytesOf('self');
  const samples = await feedStore({ dir, maker, from, minutes, commitMs: 2000, discard });
  const after = writtenBytesOf('self');
  const { user, system } = process.cpuUsage(cpuFrom);
  return {
    samples,
    cpuMs: (user + system) / 1000,
    elapsedMs: performance.now() - startMs,
    writeCallBytes: after.writeCallBytes - written.writeCallBytes,
    storageBytes: after.storageBytes - written.storageBytes,
  };
}

answerParent({ feed });

import type { Sample } from '../../src/core/words/sample.ts';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import { percentile } from '../report/percentile.ts';

/** What a run left in its store. */
export interface StoredFacts {
  readonly samples: number;
  readonly failures: number;
  readonly missed: number;
  readonly suspects: number;
  /** Slot to start of the probe, first attempts, waits for limits included, ms. */
  readonly latenessP50Ms: number | null;
  readonly latenessP99Ms: number | null;
  readonly latenessMaxMs: number | null;
  /** Reasons of failures and missed slots, with their numbers. */
  readonly reasons: Readonly<Record<string, number>>;
}

export async function storedFacts(storeDir: string): Promise<StoredFacts> {
  const store = await openEmbeddedReader(storeDir);
  const lateness: number[] = [];
  const reasons: Record<string, number> = {};
  const tally = { samples: 0, failures: 0, missed: 0, suspects: 0 };
  try {
    for await (const block of store.scan({ from: 0, to: Number.MAX_SAFE_INTEGER })) {
      for (const sample of block) countSample(sample, { tally, lateness, reasons });
    }
  } finally {
    await store.close();
  }
  return {
    ...tally,
    latenessP50Ms: percentile(lateness, 0.5),
    latenessP99Ms: percentile(lateness, 0.99),
    latenessMaxMs: percentile(lateness, 1),
    reasons,
  };
}

interface Counted {
  readonly tally: { samples: number; failures: number; missed: number; suspects: number };
  readonly lateness: number[];
  readonly reasons: Record<string, number>;
}

function countSample(sample: Sample, { tally, lateness, reasons }: Counted): void {
  tally.samples += 1;
  if (sample.outcome === 'failure') tally.failures += 1;
  if (sample.outcome === 'missed') tally.missed += 1;
  if (sample.validity === 'suspect') tally.suspects += 1;
  if (sample.reason !== null) reasons[sample.reason] = (reasons[sample.reason] ?? 0) + 1;
  if (sample.startedAt !== null) lateness.push(sample.startedAt - sample.scheduledAt);
}

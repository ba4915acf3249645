import { openStores } from '../../src/app/open-stores.ts';
import { practiceConfig } from '../../src/app/practice-config.ts';
import { writePracticeHistory } from '../../src/app/practice-history.ts';
import { startPracticeSites } from '../../src/app/practice-sites.ts';
import { type Log, type LogFields, noLog } from '../../src/core/ports/log.ts';
import type { PracticeSize } from '../../src/practice/practice-council.ts';
import { answerParent } from '../process/answer-parent.ts';

export interface PastOrder {
  readonly size: PracticeSize;
  /** An empty directory. */
  readonly dataDir: string;
}

/** A past as it was written. */
export interface WrittenPast {
  readonly tookMs: number;
  readonly samples: number;
  readonly rollups: number;
  /** The largest resident set until then, bytes. */
  readonly largestBytes: number;
}

async function write({ size, dataDir }: PastOrder): Promise<WrittenPast> {
  const config = await practiceConfig(size, null, () => {});
  const practice = await startPracticeSites(config, noLog);
  const stores = await openStores({ config, dir: dataDir, configDir: null, log: noLog });
  let told: LogFields = {};
  const info = (event: string, fields: LogFields = {}): void => {
    if (event === 'practice.history_written') told = fields;
  };
  const log: Log = { ...noLog, info };
  try {
    await writePracticeHistory({ config, stores, practice, storeDir: dataDir, log });
  } finally {
    await stores.close();
    await practice.close();
  }
  return {
    tookMs: Number(told['tookMs']),
    samples: Number(told['samples']),
    rollups: Number(told['rollups']),
    largestBytes: process.resourceUsage().maxRSS * 1024,
  };
}

answerParent({ write });

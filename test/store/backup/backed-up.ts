import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import { type BackupRequest, backupStore } from '../../../src/store/backup/backup-store.ts';
import type { BackupManifest } from '../../../src/store/backup/manifest.ts';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import {
  DAY_MS,
  failureAt,
  HOUR_MS,
  MINUTE_MS,
  missedAt,
  recordAround,
  sampleAt,
  T0,
} from '../store-sample.ts';

export const ALL = { from: 0, to: T0 + 400 * DAY_MS };
export const NAMES = ['a', 'b', 'c', 'd'] as const;

/** Samples of four days with failures and missed slots; the last hour is still open. */
export function storySamples(): Sample[] {
  return NAMES.flatMap((target) =>
    Array.from({ length: 3 * 24 * 6 + 9 }, (_, slot) => {
      const at = T0 + slot * 10 * MINUTE_MS;
      if (slot % 40 === 7) return failureAt(target, at);
      if (slot % 90 === 8) return missedAt(target, at);
      return sampleAt(target, at, { totalMs: 80 + ((slot * 7) % 300) });
    }),
  );
}

/** A store filled with {@link storySamples} and everything else that a state holds. */
export async function openFilled(dir: string): Promise<EmbeddedStore & { clock: ManualClock }> {
  const clock = new ManualClock(T0);
  const store = await openTestStore(dir, { clock });
  const samples = storySamples();
  await store.samples.append(samples);
  await store.state.keepRecords(samples.slice(0, 3).map(recordAround));
  await store.samples.appendGap({ vantage: 'tokyo', from: T0 - HOUR_MS, to: T0, slots: 24 });
  await store.state.setMark('last_alive_at', T0 + DAY_MS);
  await store.state.stopTarget({ target: 'd', at: T0, actor: 'operator', reason: '依頼' });
  clock.step(3 * DAY_MS + HOUR_MS);
  await store.maintain();
  return Object.assign(store, { clock });
}

export interface BackupFolders {
  /** A filled store, which no test changes. */
  readonly source: string;
  /** Fresh for each test, with room for `to` in it, which is not there yet. */
  readonly base: string;
  readonly to: string;
}

/** Gives each test of the file its folders before it begins, and removes them. */
export function inBackupFolders(give: (folders: BackupFolders) => void): void {
  let source: string;
  let base: string;
  beforeAll(async () => {
    source = temporaryDir();
    const store = await openFilled(source);
    await store.close();
  });
  afterAll(() => removeDir(source));
  beforeEach(() => {
    base = temporaryDir();
    give({ source, base, to: join(base, 'backup') });
  });
  afterEach(() => removeDir(base));
}

export function makeConfig(dir: string): void {
  mkdirSync(join(dir, 'sectors'), { recursive: true });
  writeFileSync(join(dir, 'yamabiko.yaml'), 'council: {}\n');
  writeFileSync(join(dir, 'sectors', 'gas.yaml'), 'sector: {}\n');
  writeFileSync(join(dir, '.hidden'), 'left out\n');
}

export function backUp(
  dir: string,
  to: string,
  differs: Partial<BackupRequest> = {},
): Promise<BackupManifest> {
  const now = () => T0 + 3 * DAY_MS + HOUR_MS;
  const plain = { config: null, beside: [], practice: false, program: '0.0.0' };
  return backupStore({ dir, to, now, ...plain, ...differs });
}

/** Everything that a data directory gives back. */
export async function contentOf(dir: string): Promise<Record<string, unknown>> {
  const reader = openEmbeddedReader(dir);
  const samples: Sample[] = [];
  for await (const block of reader.scan({ ...ALL, attempts: 'all' })) samples.push(...block);
  return {
    samples,
    hours: await reader.rollups({ period: '1h', ...ALL }),
    fiveMinute: await reader.rollups({ period: '5m', ...ALL }),
    gaps: await reader.gaps(ALL),
  };
}

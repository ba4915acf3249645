import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noLog } from '../../../src/core/ports/log.ts';
import {
  type EmbeddedStore,
  type EmbeddedStoreOptions,
  openEmbeddedStore,
} from '../../../src/store/embedded/open.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { HOUR_MS, T0 } from '../store-sample.ts';

export const RETENTION = { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 };

/** A data directory of its own for a test. */
export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), 'yamabiko-store-'));
}

export function removeDir(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

/** The embedded store with a clock that stands at half past `T0`, committing without delay. */
export function openTestStore(
  dir: string,
  differs: Partial<EmbeddedStoreOptions> = {},
): Promise<EmbeddedStore> {
  return openEmbeddedStore({
    dir,
    timezone: 'Asia/Tokyo',
    retention: RETENTION,
    sync: 'normal',
    log: noLog,
    clock: new ManualClock(T0 + HOUR_MS / 2),
    commitIntervalMs: 0,
    ...differs,
  });
}

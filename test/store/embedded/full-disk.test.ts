import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { needs } from '../../support/needs.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { DAY_MS, MINUTE_MS, recordAround, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };
const NAMES = Array.from({ length: 200 }, (_, index) => `target-${index}`);

/** A file system of 3 MiB that a ballast file fills to the last block. */
describe.skipIf(!needs('root', 'mount', 'umount'))('a store on a full disk', () => {
  let dir: string;
  let store: EmbeddedStore;
  let minute: number;
  const recorded = recordedLog();

  beforeEach(async () => {
    dir = temporaryDir();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', dir]);
    expect(mounted.stderr.toString()).toBe('');
    store = await openTestStore(dir, { log: recorded.log, queueBytes: 400_000 });
    minute = 0;
    await store.samples.append(nextMinute());
  });
  afterEach(async () => {
    await store.close();
    spawnSync('umount', [dir]);
    removeDir(dir);
  });

  const nextMinute = () => {
    minute += 1;
    return NAMES.map((name) => sampleAt(name, T0 + minute * MINUTE_MS));
  };
  const fillDisk = () => {
    const { bavail, bsize } = statfsSync(dir);
    writeFileSync(join(dir, 'ballast'), Buffer.alloc(bavail * bsize));
    expect(statfsSync(dir).bavail).toBe(0);
  };
  const freeDisk = () => rmSync(join(dir, 'ballast'));

  /** Appends until one has to wait; what waits, and the minutes that were acknowledged. */
  async function appendUntilWaiting(): Promise<{ waiting: Promise<void>; stored: number }> {
    for (;;) {
      const waiting = store.samples.append(nextMinute());
      const failing = recorded.next('store.waiting');
      const first = await Promise.race([waiting.then(() => 'stored'), failing]);
      if (first !== 'stored') return { waiting, stored: minute - 1 };
    }
  }

  it('keeps samples waiting, says so, and stores them when there is room again', async () => {
    fillDisk();
    const { waiting } = await appendUntilWaiting();
    const more = store.samples.append(nextMinute());
    expect(store.samples.status()).toMatchObject({
      status: 'waiting',
      pending: 2 * NAMES.length,
      dropped: 0,
      problem: expect.stringContaining('full'),
    });
    const found = await store.samples.samples({ target: 'target-0', ...ALL });
    expect(found).toHaveLength(minute - 2);
    freeDisk();
    await Promise.all([waiting, more]);
    expect(store.samples.status()).toMatchObject({ status: 'ok', pending: 0, problem: null });
    const all = await store.samples.samples({ target: 'target-199', ...ALL });
    expect(all).toHaveLength(minute);
  });

  it('drops the oldest that wait when there are too many, and counts them', async () => {
    fillDisk();
    const { waiting, stored } = await appendUntilWaiting();
    const first = waiting.then(
      () => 'stored',
      (error: unknown) => error,
    );
    const rest: Promise<unknown>[] = [];
    while (store.samples.status().dropped === 0) {
      for (const sample of nextMinute()) rest.push(settled(store.samples.append([sample])));
    }
    const { dropped, pending } = store.samples.status();
    expect(dropped + pending).toBe((minute - stored) * NAMES.length);
    expect(await first).toMatchObject({ code: 'store_unavailable' });
    freeDisk();
    await Promise.all(rest);
    let count = 0;
    for (const target of NAMES) count += (await store.samples.samples({ target, ...ALL })).length;
    expect(count).toBe(minute * NAMES.length - dropped);
    expect(store.samples.status()).toMatchObject({ status: 'ok', dropped });
  });

  it('closes without hanging while samples and records wait, and says what was given up', async () => {
    await store.state.keepRecords([recordAround(sampleAt('target-0', T0))]);
    fillDisk();
    const { waiting, stored } = await appendUntilWaiting();
    const given = settled(waiting);
    await store.close();
    expect(await given).toMatchObject({ code: 'store_unavailable' });
    expect(store.samples.status()).toMatchObject({ status: 'closed', dropped: NAMES.length });
    freeDisk();
    store = await openTestStore(dir);
    const found = await store.samples.samples({ target: 'target-0', ...ALL });
    expect(found).toHaveLength(stored);
  });

  it('rejects records that cannot be written and keeps taking them', async () => {
    fillDisk();
    await appendUntilWaiting().then(({ waiting }) => settledLater(waiting));
    const record = recordAround({ ...sampleAt('a', T0), outcome: 'failure', reason: 'reset' });
    let rejected: unknown = null;
    for (let index = 0; index < 40 && rejected === null; index += 1) {
      const sample = { ...record.sample, target: `failing-${index}` };
      rejected = await settled(store.state.keepRecords([{ ...record, sample }]));
    }
    expect(rejected).toMatchObject({ code: 'store_unavailable' });
    freeDisk();
    await store.state.keepRecords([record]);
    expect(await store.state.records('a')).toEqual([record]);
  });
});

/** null when fulfilled, else the error. */
async function settled(promise: Promise<void>): Promise<unknown> {
  try {
    await promise;
    return null;
  } catch (error) {
    return error;
  }
}

function settledLater(promise: Promise<void>): void {
  promise.catch((error: unknown) => expect(error).toMatchObject({ code: 'store_unavailable' }));
}

import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import type { StoreThreadOptions } from '../../../src/store/embedded/store-calls.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { DAY_MS, failureAt, MINUTE_MS, recordAround, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };
const ENTRY = new URL('../../../src/store/embedded/store-thread.ts', import.meta.url);

describe('the store when its thread dies', () => {
  let dir: string;
  let store: EmbeddedStore;
  let workers: Worker[];
  const recorded = recordedLog();

  const spawn = (options: StoreThreadOptions) => {
    const worker = new Worker(ENTRY, { workerData: options });
    workers.push(worker);
    return worker;
  };
  const killThread = () => workers.at(-1)?.terminate();

  beforeEach(async () => {
    dir = temporaryDir();
    workers = [];
    store = await openTestStore(dir, { spawn, log: recorded.log });
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  it('starts a new one, stores what waited and answers what was asked', async () => {
    const minute = (number: number) => sampleAt('a', T0 + number * MINUTE_MS);
    await store.samples.append([minute(0)]);
    const ended = recorded.next('store.thread_ended');
    await killThread();
    await ended;
    expect(store.samples.status()).toMatchObject({
      status: 'waiting',
      problem: expect.any(String),
    });
    const appended = store.samples.append([minute(1), sampleAt('b', T0)]);
    const asked = store.samples.samples({ target: 'a', from: 0, to: T0 + 1 });
    await appended;
    expect(await asked).toEqual([minute(0)]);
    expect(await store.samples.samples({ target: 'a', ...ALL })).toEqual([minute(0), minute(1)]);
    expect(store.samples.status()).toMatchObject({ status: 'ok', pending: 0, dropped: 0 });
    expect(workers).toHaveLength(2);
  });

  it('loses nothing acknowledged and stores nothing twice, however often it dies', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const appends = Array.from({ length: 30 }, (_, index) => {
        const at = T0 + (round * 30 + index) * MINUTE_MS;
        return store.samples.append([sampleAt('a', at)]).then(() => acknowledged.push(at));
      });
      const killed = killThread();
      await Promise.all(appends);
      await killed;
    }
    const found = await store.samples.samples({ target: 'a', ...ALL });
    expect(found.map((sample) => sample.scheduledAt)).toEqual(acknowledged.sort((x, y) => x - y));
    expect(found).toHaveLength(180);
  });

  it('keeps failed records that were acknowledged', async () => {
    const record = recordAround(failureAt('a', T0));
    await store.state.keepRecords([record]);
    await killThread();
    expect(await store.state.records('a')).toEqual([record]);
  });

  it('gives up a question that three threads died under, but no append', async () => {
    await store.close();
    workers = [];
    const mortal = (options: StoreThreadOptions) => {
      if (workers.length >= 3) return spawn(options);
      const worker = new Worker(DIES_WHEN_ASKED, { eval: true });
      workers.push(worker);
      return worker;
    };
    store = await openTestStore(dir, { spawn: mortal });
    const sample = sampleAt('a', T0);
    const asked = store.samples.latest(0);
    const appended = store.samples.append([sample]);
    await expect(asked).rejects.toMatchObject({ code: 'store_unavailable' });
    await appended;
    expect(workers).toHaveLength(4);
    expect(await store.samples.latest(0)).toEqual([sample]);
  });
});

/** A thread that is ready and ends at the first request. */
const DIES_WHEN_ASKED = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => process.exit(1));
  parentPort.postMessage({ kind: 'ready', lost: 0 });
`;

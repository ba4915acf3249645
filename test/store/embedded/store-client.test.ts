import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import type { StoreThreadOptions } from '../../../src/store/embedded/store-calls.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { DAY_MS, failureAt, MINUTE_MS, recordAround, sampleAt, T0 } from '../store-sample.ts';
import { MortalThreads } from './mortal-threads.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };

describe('the store when its thread dies', () => {
  let dir: string;
  let store: EmbeddedStore;
  let threads: MortalThreads;
  const recorded = recordedLog();

  beforeEach(async () => {
    dir = temporaryDir();
    threads = new MortalThreads();
    store = await openTestStore(dir, { spawn: threads.spawn, log: recorded.log });
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  it('starts a new one, stores what waited and answers what was asked', async () => {
    const minute = (number: number) => sampleAt('a', T0 + number * MINUTE_MS);
    await store.samples.append([minute(0)]);
    const ended = recorded.next('store.thread_ended');
    await threads.kill();
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
    expect(threads.workers).toHaveLength(2);
  });

  it('loses nothing acknowledged and stores nothing twice, however often it dies', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const appends = Array.from({ length: 30 }, (_, index) => {
        const at = T0 + (round * 30 + index) * MINUTE_MS;
        return store.samples.append([sampleAt('a', at)]).then(() => acknowledged.push(at));
      });
      const killed = threads.kill();
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
    await threads.kill();
    expect(await store.state.records('a')).toEqual([record]);
  });

  it('gives up a question that three threads died under, but no append', async () => {
    await store.close();
    const dying: Worker[] = [];
    const mortal = (options: StoreThreadOptions) => {
      if (dying.length >= 3) return threads.spawn(options);
      const worker = new Worker(DIES_WHEN_ASKED, { eval: true });
      dying.push(worker);
      return worker;
    };
    store = await openTestStore(dir, { spawn: mortal });
    const sample = sampleAt('a', T0);
    const asked = store.samples.latest(0);
    const appended = store.samples.append([sample]);
    await expect(asked).rejects.toMatchObject({ code: 'store_unavailable' });
    await appended;
    expect(dying).toHaveLength(3);
    expect(threads.workers).toHaveLength(2);
    expect(await store.samples.latest(0)).toEqual([sample]);
  });

  it('rejects what is asked while none can be started for seconds, keeps appends, and recovers', async () => {
    threads.bar();
    await threads.kill();
    const sample = sampleAt('a', T0);
    const appended = store.samples.append([sample]);
    const unavailable = { code: 'store_unavailable' };
    const asked = [store.samples.latest(0), store.state.setMark('x', 1), store.maintain()];
    for (const one of await Promise.allSettled(asked)) {
      expect(one).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    const askedAt = performance.now();
    await expect(store.state.mark('x')).rejects.toMatchObject(unavailable);
    expect(performance.now() - askedAt).toBeLessThan(1000);
    expect(store.samples.status()).toMatchObject({ status: 'waiting', pending: 1, dropped: 0 });
    threads.admit();
    await appended;
    expect(await store.samples.latest(0)).toEqual([sample]);
    expect(store.samples.status()).toMatchObject({ status: 'ok', pending: 0 });
  });

  it('closes within seconds while none can be started, and counts what waited', async () => {
    threads.bar();
    await threads.kill();
    const given = expect(store.samples.append([sampleAt('a', T0)])).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    const startedAt = performance.now();
    await store.close();
    expect(performance.now() - startedAt).toBeLessThan(4000);
    await given;
    expect(store.samples.status()).toMatchObject({ status: 'closed', pending: 0, dropped: 1 });
  });

  it('ends a thread that does not end by itself', async () => {
    await store.close();
    const deaf = () => new Worker(READY_AND_DEAF, { eval: true });
    store = await openTestStore(dir, { spawn: deaf, log: recorded.log });
    const incomplete = recorded.next('store.close_incomplete');
    await store.close();
    expect((await incomplete).fields).toEqual({ problem: 'it did not end' });
  }, 30_000);
});

/** A thread that is ready and ends at the first request. */
const DIES_WHEN_ASKED = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => process.exit(1));
  parentPort.postMessage({ kind: 'ready', lost: 0 });
`;

/** A thread that is ready and answers nothing. */
const READY_AND_DEAF = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', () => {});
  parentPort.postMessage({ kind: 'ready', lost: 0 });
`;

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AliveMark } from '../../src/app/alive-mark.ts';
import type { EmbeddedStore } from '../../src/store/embedded/open.ts';
import { MortalThreads } from '../store/embedded/mortal-threads.ts';
import { openTestStore, removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { sampleAt, T0 } from '../store/store-sample.ts';
import { recordedLog } from '../support/recorded-log.ts';

describe('the mark up to which slots are recorded', () => {
  let dir: string;
  let threads: MortalThreads;
  let stores: EmbeddedStore;
  let alive: AliveMark;
  let recordedUntil: number;
  const recorded = recordedLog();

  beforeEach(async () => {
    dir = temporaryDir();
    threads = new MortalThreads();
    stores = await openTestStore(dir, { spawn: threads.spawn, commitIntervalMs: 60_000 });
    recordedUntil = T0;
    const { log } = recorded;
    alive = new AliveMark({ stores, recordedUntil: () => recordedUntil, log });
    // What comes after the first commit waits a minute for the next.
    await stores.samples.append([sampleAt('a', T0)]);
  });
  afterEach(async () => {
    await alive.close();
    await stores.close();
    removeDir(dir);
  });

  const append = (at: number): void => alive.append(sampleAt('a', at));

  it('is not written while a sample before it waits for its commit', async () => {
    recordedUntil = T0 + 2;
    append(T0 + 1);
    alive.start();
    // An answer later a mark that had been asked for would be there.
    await stores.samples.latest(0);
    expect(await alive.before()).toBeNull();
    await stores.samples.flush();
    await expect.poll(() => alive.before()).toBe(T0 + 2);
  });

  it('is not written before a gap is stored, which is tried again', async () => {
    const waits = recorded.next('measuring.mark_waits');
    let tries = 0;
    alive.gap(async () => {
      tries += 1;
      if (tries === 1) throw new Error('no room');
      await stores.samples.appendGap({ vantage: 'tokyo', from: T0 - 10, to: T0, slots: 1 });
    });
    expect(await waits).toMatchObject({ level: 'error', fields: { problem: 'no room' } });
    expect(await alive.before()).toBeNull();
    const again = recorded.next('measuring.marked_again');
    alive.start();
    await again;
    expect(await alive.before()).toBe(T0);
    expect(await stores.samples.gaps({ from: 0, to: T0 })).toHaveLength(1);
  });

  it('is written a last time, with what waits committed at once', async () => {
    recordedUntil = T0 + 2;
    append(T0 + 1);
    await alive.close();
    expect(stores.samples.status().pending).toBe(0);
    expect(await alive.before()).toBe(T0 + 2);
  });

  it('keeps no stop waiting where the store has no thread, and says so', async () => {
    threads.bar();
    await threads.kill();
    append(T0 + 1);
    const failed = recorded.next('measuring.last_mark_failed');
    const startedAt = performance.now();
    await alive.close();
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect((await failed).level).toBe('warn');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HAND_OVER } from '../../src/app/hand-over.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { startRawServer } from '../support/raw-server.ts';
import { dueIn, killableStore, measureFiveSites, sampledIn } from './five-sites.ts';

it('leaves no slot without a sample or a gap when it stops slowly and starts again', async () => {
  const silent = await startRawServer(() => {});
  onTestFinished(() => silent.close());
  const stores = createMemoryStore();
  const before = await measureFiveSites(stores, silent.port);
  const stoppedAt = Date.now();
  await before.close();
  expect(Date.now() - stoppedAt).toBeGreaterThan(2500);
  const after = await measureFiveSites(stores, silent.port);
  await after.close();

  const to = (await stores.state.mark('last_alive_at')) ?? 0;
  const gaps = await stores.samples.gaps({ from: 0, to });
  expect(gaps).toHaveLength(1);
  const [gap = { from: 0, to: 0, slots: 0 }] = gaps;
  expect(gap.from).toBeLessThanOrEqual(stoppedAt + 1 + HAND_OVER.aheadMs);
  const inGap = dueIn(gap.from, gap.to);
  expect(gap.slots).toBe(inGap.length);
  const stored: Sample[] = [];
  for await (const samples of stores.samples.scan({ from: 0, to })) stored.push(...samples);
  const from = Math.min(...stored.map(({ scheduledAt }) => scheduledAt));
  expect(from).toBeLessThan(gap.from);
  const sampled = stored.map(({ target, scheduledAt }) => `${target} ${scheduledAt}`);
  expect([...sampled, ...inGap].sort()).toEqual(dueIn(from, to));
});

describe('after a crash', () => {
  /** A store of a run whose last mark lies before slots that it recorded, and a port without a server. */
  async function crashed() {
    const refusing = await startRawServer(() => {});
    const { port } = refusing;
    await refusing.close();
    await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
    const stores = createMemoryStore();
    const before = await measureFiveSites(stores, port);
    await before.close();
    const stored: Sample[] = [];
    for await (const samples of stores.samples.scan({ from: 0, to: Date.now() })) {
      stored.push(...samples);
    }
    const [{ scheduledAt, vantage } = { scheduledAt: 0, vantage: '' }] = stored;
    const markedAt = scheduledAt - 10_000;
    await stores.state.setMark('last_alive_at', markedAt);
    return { stores, port, stored, markedAt, vantage };
  }

  it('counts in a gap only slots that have no sample', async () => {
    const { stores, port, stored, markedAt } = await crashed();
    const after = await measureFiveSites(stores, port);
    await after.close();
    const [gap] = await stores.samples.gaps({ from: 0, to: Date.now() + 1000 });
    expect(gap?.from).toBe(markedAt);
    const inGap = stored.filter(({ scheduledAt }) => scheduledAt < (gap?.to ?? 0));
    expect(inGap.length).toBeGreaterThan(0);
    expect(gap?.slots).toBe(dueIn(markedAt, gap?.to ?? 0).length - inGap.length);
  });

  it('counts none that lies in a gap already, and goes on where that one ends', async () => {
    const { stores, port, stored, markedAt, vantage } = await crashed();
    const knownTo = markedAt + 4000;
    const known = { vantage, from: markedAt, to: knownTo, slots: dueIn(markedAt, knownTo).length };
    await stores.samples.appendGap(known);
    const after = await measureFiveSites(stores, port);
    await after.close();
    const gaps = await stores.samples.gaps({ from: 0, to: Date.now() + 1000 });
    const to = gaps.at(-1)?.to ?? 0;
    const inGap = stored.filter(({ scheduledAt }) => scheduledAt < to);
    const slots = dueIn(knownTo, to).length - inGap.length;
    expect(gaps).toEqual([known, { vantage, from: knownTo, to, slots }]);
  });
});

describe('after a kill', () => {
  const script = join(import.meta.dirname, 'measure-until-killed.ts');
  let dir: string;
  beforeEach(() => {
    dir = temporaryDir();
  });
  afterEach(() => removeDir(dir));

  it('has each slot as a stored sample or in the gap', async () => {
    const silent = await startRawServer(({ reset }) => reset());
    onTestFinished(() => silent.close());
    const child = spawn(process.execPath, [script, dir, String(silent.port)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

    const stores = await openEmbeddedStore(killableStore(dir));
    const markedAt = (await stores.state.mark('last_alive_at')) ?? 0;
    const after = await measureFiveSites(stores, silent.port);
    await after.close();
    const to = (await stores.state.mark('last_alive_at')) ?? 0;
    const sampled = new Set(await sampledIn(stores.samples, 0, to));
    const gaps = await stores.samples.gaps({ from: 0, to });
    await stores.close();
    const from = Math.min(...[...sampled].map((slot) => Number(slot.split(' ')[1])));
    expect(markedAt).toBeGreaterThan(from + 2000);
    expect(gaps).toHaveLength(1);
    const [gap = { from: 0, to: 0, slots: 0 }] = gaps;
    expect(gap.from).toBe(markedAt);
    const inGap = dueIn(gap.from, gap.to).filter((slot) => !sampled.has(slot));
    expect(gap.slots).toBe(inGap.length);
    expect(dueIn(from, to).filter((slot) => !sampled.has(slot))).toEqual(inGap);
  });
});

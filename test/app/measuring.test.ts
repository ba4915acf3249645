import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HAND_OVER } from '../../src/app/hand-over.ts';
import { type Measuring, startMeasuring } from '../../src/app/measuring.ts';
import type { Stores } from '../../src/app/stores.ts';
import { loadConfig } from '../../src/config/load.ts';
import { noLog } from '../../src/core/ports/log.ts';
import { offsetMsOf, offsetRatioOf } from '../../src/core/time/slots.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { probeTarget } from '../support/manual-prober.ts';
import { startRawServer } from '../support/raw-server.ts';

const IDS = ['gas-1', 'gas-2', 'gas-3', 'gas-4', 'gas-5'];
const SECOND_MS = 1000;

/** Five sites at one port of this machine, measured each second; resolves at the first sample. */
async function measuring(stores: Stores, port: number): Promise<Measuring> {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const first = Promise.withResolvers<Sample>();
  const running = await startMeasuring({
    config: loaded.config,
    log: noLog,
    stores,
    targets: IDS.map((id) => ({
      target: probeTarget(id, {
        url: `http://127.0.0.1:${port}/${id}`,
        limitBy: 'host',
        allowPrivate: true,
      }),
      schedule: '* * * * * *',
    })),
    newest: [],
    extraCa: [],
    onSample: first.resolve,
  });
  await first.promise;
  return running;
}

/** Slots of the five in [from, to). */
function dueIn(from: number, to: number): string[] {
  const due: string[] = [];
  for (let firing = from - (from % SECOND_MS) - SECOND_MS; firing < to; firing += SECOND_MS) {
    for (const id of IDS) {
      const at = firing + offsetMsOf(offsetRatioOf(id, 4), SECOND_MS);
      if (from <= at && at < to) due.push(`${id} ${at}`);
    }
  }
  return due.sort();
}

it('leaves no slot without a sample or a gap when it stops slowly and starts again', async () => {
  const silent = await startRawServer(() => {});
  onTestFinished(() => silent.close());
  const stores = createMemoryStore();
  const before = await measuring(stores, silent.port);
  const stoppedAt = Date.now();
  await before.close();
  expect(Date.now() - stoppedAt).toBeGreaterThan(2500);
  const after = await measuring(stores, silent.port);
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

it('counts in a gap only slots that have no sample', async () => {
  const refusing = await startRawServer(() => {});
  const { port } = refusing;
  await refusing.close();
  await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  const stores = createMemoryStore();
  const before = await measuring(stores, port);
  await before.close();
  const stored: Sample[] = [];
  for await (const samples of stores.samples.scan({ from: 0, to: Date.now() })) {
    stored.push(...samples);
  }
  const [first] = stored;
  const markedAt = (first?.scheduledAt ?? 0) - 10_000;
  // As after a crash: the last mark lies before slots that were recorded.
  await stores.state.setMark('last_alive_at', markedAt);
  const after = await measuring(stores, port);
  await after.close();
  const [gap] = await stores.samples.gaps({ from: 0, to: Date.now() + 1000 });
  expect(gap?.from).toBe(markedAt);
  const inGap = stored.filter(({ scheduledAt }) => scheduledAt < (gap?.to ?? 0));
  expect(inGap.length).toBeGreaterThan(0);
  expect(gap?.slots).toBe(dueIn(markedAt, gap?.to ?? 0).length - inGap.length);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/open.ts';
import { type LoadRow, newestSlot, readLoad } from '../../../src/store/embedded/read-load.ts';
import { probeTarget, recordOf } from '../../support/manual-prober.ts';

const HOUR = 3_600_000;
/** An hour before midnight UTC, so that the samples lie in two days' files. */
const START = Date.parse('2026-10-01T23:00:00Z');

function sample(target: string, scheduledAt: number, differs: Partial<Sample> = {}): Sample {
  const attempt = differs.attempt ?? 1;
  const job = { target: probeTarget(target), scheduledAt, attempt };
  return recordOf(job, { hops: 1, encodedBodyBytes: 100, queueMs: 0, ...differs }).sample;
}

function total(rows: readonly LoadRow[], pick: (row: LoadRow) => number): number {
  return rows.reduce((sum, row) => sum + pick(row), 0);
}

it('sums every stored sample of the range once, those that wait in the open hour too', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-load-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  expect(newestSlot(dir)).toBeNull();
  let now = START;
  const store = await openEmbeddedStore({
    dir,
    timezone: 'Asia/Tokyo',
    retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
    sync: 'normal',
    log: noLog,
    clock: { now: () => now, monotonicMs: () => performance.now(), after: () => () => {} },
    commitIntervalMs: 0,
  });
  onTestFinished(() => store.close());
  for (let minute = 0; minute < 150; minute += 1) {
    now = START + minute * 60_000;
    await store.samples.append([
      sample('gas-1', now, { hops: 2, peerAddress: '192.0.2.1' }),
      sample('gas-2', now + 500, { queueMs: minute % 10 === 0 ? 2500 : 0 }),
    ]);
  }
  await store.samples.append([
    sample('gas-2', now + 500, { attempt: 2 }),
    sample('gas-3', now, { outcome: 'missed', hops: 0, encodedBodyBytes: null, startedAt: null }),
  ]);
  await store.maintain();

  const range = { from: START + HOUR / 2, to: now + 1000 };
  const rows = [...readLoad(dir, range)].flat();
  const of = (target: string) => rows.filter((row) => row.target === target);
  expect(newestSlot(dir)).toBe(now + 500);
  expect(total(of('gas-1'), ({ requests }) => requests)).toBe(240);
  expect(total(of('gas-1'), ({ bodyBytes }) => bodyBytes)).toBe(12_000);
  expect(total(of('gas-2'), ({ slots }) => slots)).toBe(120);
  expect(total(of('gas-2'), ({ probes }) => probes)).toBe(121);
  expect(total(of('gas-2'), ({ waited }) => waited)).toBe(12);
  expect(Math.max(...of('gas-2').map(({ longestWaitMs }) => longestWaitMs))).toBe(2500);
  expect(of('gas-3')).toMatchObject([{ slots: 1, probes: 0, requests: 0 }]);
  expect(Math.min(...of('gas-1').map(({ firstAt }) => firstAt))).toBe(range.from);
  expect(Math.max(...of('gas-2').map(({ lastAt }) => lastAt))).toBe(now + 500);
  expect(new Set(of('gas-1').map(({ peerAddress }) => peerAddress))).toEqual(
    new Set(['192.0.2.1']),
  );
});

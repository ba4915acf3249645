import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { seeded } from '../../support/seeded.ts';
import { T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ROUNDS = 200;
/** Children that run at the same time, each on a directory of its own. */
const LANES = 4;
const TARGETS = 20;
const SLOT_MS = 2 * 60_000;
const SCRIPT = join(import.meta.dirname, 'append-until-killed.ts');

describe('a store whose process is killed', () => {
  const compileCache = mkdtempSync(join(tmpdir(), 'yamabiko-compile-'));
  afterAll(() => removeDir(compileCache));

  // Node writes its cache of compiled modules when it ends by itself: children start in half the time.
  beforeAll(() => {
    const dir = temporaryDir();
    const args = [SCRIPT, dir, join(dir, 'acknowledged'), '0', '1'];
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    expect(spawnSync(process.execPath, args, { env }).status).toBe(0);
    removeDir(dir);
  });

  it(`has lost nothing acknowledged after ${ROUNDS} kills at random moments`, async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => runLane(lane, compileCache));
    const acknowledged = await Promise.all(lanes);
    // On a busy machine many are killed before their first.
    const total = acknowledged.reduce((sum, slots) => sum + slots, 0);
    expect(total).toBeGreaterThan(ROUNDS / LANES);
  }, 1_800_000);
});

/** Kills and verifies, round after round; returns the number of slots acknowledged in all. */
async function runLane(lane: number, compileCache: string): Promise<number> {
  const random = seeded(lane + 1);
  const dir = temporaryDir();
  const all: number[] = [];
  let nextSlot = 0;
  try {
    for (let round = 0; round < ROUNDS / LANES; round += 1) {
      const slots = await runUntilKilled({ dir, compileCache, firstSlot: nextSlot, random });
      await expectStored(dir, slots);
      all.push(...slots);
      nextSlot = (slots.at(-1) ?? nextSlot) + 1;
    }
    await expectStored(dir, all);
    await expectRollups(dir, all);
    return all.length;
  } finally {
    removeDir(dir);
  }
}

/** Slots that the child reported as acknowledged before it was killed. */
async function runUntilKilled(run: {
  readonly dir: string;
  readonly compileCache: string;
  readonly firstSlot: number;
  readonly random: () => number;
}): Promise<number[]> {
  const path = join(run.dir, 'acknowledged');
  const child = spawn(process.execPath, [SCRIPT, run.dir, path, String(run.firstSlot)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: run.compileCache },
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, run.random() * 60));
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map(Number);
}

async function expectStored(dir: string, slots: readonly number[]): Promise<void> {
  const first = slots[0];
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return;
  const found = new Set<string>();
  const range = { from: T0 + first * SLOT_MS, to: T0 + (last + 1) * SLOT_MS };
  for await (const block of openEmbeddedReader(dir).scan(range)) {
    for (const { target, totalMs } of block) found.add(`${target} ${totalMs}`);
  }
  const expected = slots.flatMap((slot) =>
    Array.from({ length: TARGETS }, (_, target) => `target-${target} ${slot + 1}`),
  );
  expect(expected.filter((sample) => !found.has(sample))).toEqual([]);
}

/** After a last start the raw samples are what was acknowledged, and roll-ups count no more and no less. */
async function expectRollups(dir: string, slots: readonly number[]): Promise<void> {
  const store = await openTestStore(dir);
  try {
    await store.maintain();
    const range = { from: T0, to: T0 + ((slots.at(-1) ?? 0) + 10) * SLOT_MS };
    for (const target of ['target-0', 'target-19']) {
      const raw = await store.samples.samples({ target, ...range });
      const keys = new Set(raw.map(({ scheduledAt }) => scheduledAt));
      expect(keys.size).toBe(raw.length);
      const known = new Set(raw.map(({ totalMs }) => totalMs));
      expect(slots.filter((slot) => !known.has(slot + 1))).toEqual([]);
      // In each round the last slot may have been committed and its process killed before it could tell.
      expect(raw.length - slots.length).toBeLessThanOrEqual(ROUNDS / LANES);
      const hours = await store.samples.rollups({ period: '1h', targets: [target], ...range });
      expect(hours.reduce((sum, hour) => sum + hour.count, 0)).toBe(raw.length);
      const sumMs = raw.reduce((sum, sample) => sum + (sample.totalMs ?? 0), 0);
      expect(hours.reduce((sum, hour) => sum + hour.sumMs, 0)).toBe(sumMs);
    }
  } finally {
    await store.close();
  }
}

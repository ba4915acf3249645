import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ROUNDS = 40;
const TARGETS = 40;
const SCRIPT = join(import.meta.dirname, 'cluster-until-killed.ts');
const ALL = { from: 0, to: T0 + 400 * DAY_MS };

describe('a store that is killed while it writes a day anew', () => {
  const compileCache = mkdtempSync(join(tmpdir(), 'yamabiko-compile-'));
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  const whole = temporaryDir();
  /** From the child's word that it is open to its end, ms. */
  let takesMs = 0;
  afterAll(() => {
    removeDir(compileCache);
    removeDir(whole);
  });

  beforeAll(async () => {
    const store = await openTestStore(whole, { clock: new ManualClock(T0 + 9 * HOUR_MS) });
    for (let target = 0; target < TARGETS; target += 1) {
      const slots = Array.from({ length: 8 * 60 }, (_, slot) => T0 + slot * MINUTE_MS);
      await store.samples.append(slots.map((at) => sampleAt(`target-${target}`, at)));
    }
    await store.maintain();
    await store.close();
    // Node writes its cache of compiled modules when it ends by itself.
    for (let time = 0; time < 2; time += 1) takesMs = await fullRun(whole, env);
  }, 60_000);

  it(`has every sample after ${ROUNDS} kills at random moments, in the old file or the new`, async () => {
    const random = seeded(5);
    const expected = await contentOf(whole);
    expect(expected).toHaveLength(TARGETS * 8 * 60);
    const versions: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const dir = temporaryDir();
      cpSync(whole, dir, { recursive: true });
      const child = spawn(process.execPath, [SCRIPT, dir], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env,
      });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, random() * takesMs));
      child.kill('SIGKILL');
      await ended;
      versions.push(versionIn(dir));
      expect(await contentOf(dir)).toEqual(expected);
      // The next start has them all too, and finishes the work.
      expect(spawnSync(process.execPath, [SCRIPT, dir], { env }).status).toBe(0);
      expect(versionIn(dir)).toBe(2);
      expect(await contentOf(dir)).toEqual(expected);
      removeDir(dir);
    }
    expect(new Set(versions)).toEqual(new Set([1, 2]));
  }, 300_000);
});

async function fullRun(whole: string, env: NodeJS.ProcessEnv): Promise<number> {
  const dir = temporaryDir();
  cpSync(whole, dir, { recursive: true });
  const child = spawn(process.execPath, [SCRIPT, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const openMs = performance.now();
  expect(await ended).toEqual([0, null]);
  expect(versionIn(dir)).toBe(2);
  removeDir(dir);
  return performance.now() - openMs;
}

function versionIn(dir: string): unknown {
  const db = new DatabaseSync(join(dir, 'samples', '2026-05-13.sqlite'), { readOnly: true });
  try {
    return db.prepare('PRAGMA user_version').get()?.['user_version'];
  } finally {
    db.close();
  }
}

async function contentOf(dir: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const block of openEmbeddedReader(dir).scan({ ...ALL, attempts: 'all' })) {
    samples.push(...block);
  }
  return samples;
}

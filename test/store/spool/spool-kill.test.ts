import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { seeded } from '../../support/seeded.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { drainedWhole, fanOutTo, influxRows, openTestSpool, shared } from './opened.ts';

const ROUNDS = 24;
const TARGETS = ['a', 'b', 'c', 'd', 'e'];
const SCRIPT = join(import.meta.dirname, 'append-until-killed.ts');
const START = Math.floor(Date.now() / 3_600_000 - 24) * 3_600_000;

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('a spool whose process is killed', () => {
  const compileCache = mkdtempSync(join(tmpdir(), 'yamabiko-compile-'));
  let influx: InfluxUnderTest;
  let made: TestBuckets;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
    made = await influx.makeBuckets(['gas']);
  });
  afterAll(async () => {
    await influx.close();
    removeDir(compileCache);
  });

  it(`has every acknowledged sample in every bucket, once, after ${ROUNDS} kills`, async () => {
    const dir = temporaryDir();
    const random = seeded(7);
    const acknowledged: number[] = [];
    let nextSlot = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // Every fourth is killed at any moment of its start, the others while they append and send.
      const fromStart = round % 4 === 3;
      const waitMs = random() * (fromStart ? 700 : 400);
      const slots = await runUntilKilled(dir, { nextSlot, waitMs, fromStart });
      acknowledged.push(...slots);
      // A slot that was being appended may be there or not; the next round goes on behind it.
      nextSlot = (slots.at(-1) ?? nextSlot) + 2;
    }
    const { operators } = made.buckets;
    const gas = made.buckets.sector('gas');
    const sectors = [{ bucket: gas, sector: 'gas', targets: shared('a', 'b') }];
    const spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators, { sectors }) });
    await drainedWhole(spool);
    await spool.close();
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    for (const [bucket, targets] of [
      [operators, TARGETS],
      [gas, ['a', 'b']],
    ] as const) {
      await expectStored(bucket, { targets, acknowledged, end: nextSlot });
    }
    removeDir(dir);
  }, 1_800_000);

  async function runUntilKilled(
    dir: string,
    run: { readonly nextSlot: number; readonly waitMs: number; readonly fromStart: boolean },
  ): Promise<number[]> {
    const path = join(dir, 'acknowledged');
    const { operators } = made.buckets;
    const words = [
      ...[SCRIPT, dir, path, String(run.nextSlot), String(START)],
      ...[influx.url, influx.token ?? '', operators, made.buckets.sector('gas')],
    ];
    rmSync(path, { force: true });
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    const ended = once(child, 'exit');
    if (!run.fromStart) await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, run.waitMs));
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8').split('\n').slice(0, -1).map(Number);
  }

  /** Every acknowledged slot of every target exactly once; beside them at most the last of a round. */
  async function expectStored(
    bucket: string,
    about: {
      readonly targets: readonly string[];
      readonly acknowledged: readonly number[];
      readonly end: number;
    },
  ): Promise<void> {
    for (const target of about.targets) {
      const query = `SELECT "total_ms" FROM "probe" WHERE "target" = '${target}'`;
      const rows = await influxRows(influx, bucket, query);
      const slots = rows.map(({ time }) => Number(time) - START);
      expect(new Set(slots).size).toBe(slots.length);
      expect(rows.every(({ total_ms }, index) => total_ms === (slots[index] ?? 0) + 1)).toBe(true);
      const stored = new Set(slots);
      expect(about.acknowledged.filter((slot) => !stored.has(slot))).toEqual([]);
      const known = new Set(about.acknowledged);
      expect(slots.filter((slot) => !known.has(slot)).length).toBeLessThanOrEqual(ROUNDS);
      expect(Math.max(...slots)).toBeLessThan(about.end);
    }
  }
});

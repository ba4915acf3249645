import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { seeded } from '../../support/seeded.ts';

const ROUNDS = 40;
/** Children that run at the same time, each on a directory and a sink of its own. */
const LANES = 4;
const MAILBOXES = 4;
/** More than a life comes to. */
const STEPS_OF_LIFE = 10_000;
const LAST = (ROUNDS / LANES) * STEPS_OF_LIFE;
const SCRIPT = join(import.meta.dirname, 'send-until-killed.ts');

interface Received {
  readonly contact: string;
  readonly key: string;
  /** First step of the life that sent it. */
  readonly life: number;
}

describe('a sender whose process is killed', () => {
  const compileCache = temporaryDir();
  afterAll(() => removeDir(compileCache));

  // Node writes its cache of compiled modules when it ends by itself: children start in half the time.
  beforeAll(() => {
    const dir = temporaryDir();
    const args = [SCRIPT, join(dir, 'data'), join(dir, 'kept'), 'http://127.0.0.1:9/', '0', '0'];
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    expect(spawnSync(process.execPath, args, { env }).status).toBe(0);
    removeDir(dir);
  }, 60_000);

  it(`has lost nothing after ${ROUNDS} kills and repeated only what may not have been answered`, async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => runLane(lane, compileCache));
    // Every lane ends first, so that a failure of one leaves no child of another behind.
    await Promise.allSettled(lanes);
    const repeats = await Promise.all(lanes);
    // Else none was killed between the sink's having it and the store's knowing it.
    expect(repeats.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
  }, 600_000);
});

/** Kills round after round, lets a last life send what waits; returns the number of repeats. */
async function runLane(lane: number, compileCache: string): Promise<number> {
  const random = seeded(lane + 11);
  const dir = temporaryDir();
  const kept = join(dir, 'kept');
  const received: Received[] = [];
  const arrivals = new EventEmitter();
  const sink = await openSink((one) => {
    received.push(one);
    arrivals.emit(String(one.life));
  }, random);
  const spawnChild = (...steps: number[]) =>
    spawn(process.execPath, [SCRIPT, join(dir, 'data'), kept, sink.url, ...steps.map(String)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
  try {
    for (let life = 0; life < ROUNDS / LANES; life += 1) {
      const child = spawnChild(life * STEPS_OF_LIFE);
      const ended = once(child, 'exit');
      // Every fourth is killed at any moment of its start, the others while they send.
      const sent = once(arrivals, String(life * STEPS_OF_LIFE));
      if (life % 4 !== 3) await Promise.race([sent, ended]);
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
    }
    const [code] = await once(spawnChild(LAST, LAST), 'exit');
    expect(code).toBe(0);
  } finally {
    sink.server.close();
    sink.server.closeAllConnections();
  }
  const steps = existsSync(kept) ? readFileSync(kept, 'utf8').split('\n').slice(0, -1) : [];
  removeDir(dir);
  // On a busy machine many are killed before their first.
  expect(steps.length).toBeGreaterThan(ROUNDS / LANES / 4);
  return expectArrived(steps.map(Number), received);
}

function expectArrived(steps: readonly number[], received: readonly Received[]): number {
  const byContact = Map.groupBy(received, ({ contact }) => contact);
  expect(byContact.size).toBe(MAILBOXES);
  let repeats = 0;
  for (const ofContact of byContact.values()) {
    const keys = ofContact.map(({ key }) => Number(key));
    const arrived = new Set(keys);
    expect(steps.filter((step) => !arrived.has(step))).toEqual([]);
    // In order, and a repeat comes before the entry after it.
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    // One contact has one entry on its way, and the store knows of those before it.
    const lives = Map.groupBy(ofContact, ({ life }) => life);
    for (const [life, ofLife] of lives) {
      const own = ofLife.map(({ key }) => key);
      expect(new Set(own).size, 'sent twice in one life').toBe(own.length);
      const later = new Set(ofContact.filter((one) => one.life > life).map(({ key }) => key));
      expect(own.slice(0, -1).filter((key) => later.has(key))).toEqual([]);
    }
    repeats += keys.length - arrived.size;
  }
  return repeats;
}

/** Takes every request; answers after up to 12 ms. */
async function openSink(
  take: (one: Received) => void,
  random: () => number,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    take(JSON.parse(Buffer.concat(parts).toString('utf8')));
    setTimeout(() => response.end(), random() * 12);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

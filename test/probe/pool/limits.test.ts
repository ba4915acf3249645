import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProbeRecord } from '../../../src/core/words/probe-record.ts';
import { type OriginServer, startOriginServer } from '../../support/origin-server.ts';
import { sumOfPhases } from '../../support/sum-of-phases.ts';
import { jobFor, startPool } from './pool-fixture.ts';

/** The limits count by the monotonic clock, `startedAt` is whole ms of the wall clock. */
const CLOCK_MS = 2;

interface Watched extends OriginServer {
  /** Arrivals of requests, monotonic ms. */
  readonly arrivals: readonly number[];
  /** Most requests unanswered at once. */
  readonly peak: () => number;
}

async function watchedServer(waitMs: number): Promise<Watched> {
  const arrivals: number[] = [];
  const server = await startOriginServer(() => {
    arrivals.push(performance.now());
    return { waitMs };
  });
  onTestFinished(() => server.close());
  const peak = (): number =>
    Math.max(
      ...arrivals.map(
        (at) => arrivals.filter((other) => other <= at && at < other + waitMs).length,
      ),
    );
  return Object.assign(Object.create(server), { arrivals, peak });
}

/** The wait for the limit comes first, the probe with its phases after it, and both fit in between. */
function expectQueueOutside(records: readonly ProbeRecord[], askedAt: number): void {
  const endedAt = Date.now();
  for (const { sample } of records) {
    expect(sample.outcome).toBe('success');
    expect(sumOfPhases(sample.phases)).toBe(sample.totalMs);
    const startedAt = sample.startedAt ?? 0;
    expect(startedAt).toBeGreaterThanOrEqual(askedAt + (sample.queueMs ?? 0) - CLOCK_MS);
    expect(startedAt + (sample.totalMs ?? 0)).toBeLessThanOrEqual(endedAt + CLOCK_MS);
  }
}

describe('the limits of an address', () => {
  it('let no more probes in at once than agreed; the others wait before they start', async () => {
    const server = await watchedServer(300);
    const { prober } = await startPool({ workers: 2, perAddressConcurrency: 4 });
    const askedAt = Date.now();
    const records = await Promise.all(
      Array.from({ length: 12 }, (_, index) => prober.probe(jobFor(`gas-${index}`, server.origin))),
    );
    expect(server.peak()).toBeLessThanOrEqual(4);
    expect(server.arrivals).toHaveLength(12);
    expectQueueOutside(records, askedAt);
    const queued = records.map(({ sample }) => sample.queueMs ?? 0).sort((a, b) => a - b);
    expect(queued.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(queued[4]).toBeGreaterThanOrEqual(295);
    expect(queued[8]).toBeGreaterThanOrEqual(595);
  });

  it('let no more probes start in any second than agreed', async () => {
    const server = await watchedServer(0);
    const { prober } = await startPool({ perAddressStartsPerSecond: 3 });
    const records = await Promise.all(
      Array.from({ length: 10 }, (_, index) => prober.probe(jobFor(`gas-${index}`, server.origin))),
    );
    expect(records.every(({ sample }) => sample.outcome === 'success')).toBe(true);
    expect(server.arrivals).toHaveLength(10);
    const starts = records.map(({ sample }) => sample.startedAt ?? 0).sort((a, b) => a - b);
    for (let index = 3; index < 10; index += 1) {
      const windowMs = (starts[index] ?? 0) - (starts[index - 3] ?? 0);
      // The limiter itself is held to the ms elsewhere: a busy thread may set a start down late.
      expect(windowMs).toBeGreaterThan(700);
    }
    const last = Math.max(...records.map(({ sample }) => sample.queueMs ?? 0));
    expect(last).toBeGreaterThan(2900);
  });

  it('hold for all hosts seen at it, whichever worker they began in', async () => {
    const server = await watchedServer(150);
    const { prober } = await startPool({ workers: 4, perAddressConcurrency: 1 });
    const origins = [server.originAs('localhost'), server.origin];
    for (const [index, origin] of origins.entries())
      await prober.probe(jobFor(`a-${index}`, origin));
    const askedAt = Date.now();
    const records = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        prober.probe(jobFor(`b-${index}`, origins[index % 2] ?? server.origin)),
      ),
    );
    expect(server.peak()).toBe(1);
    expectQueueOutside(records, askedAt);
  });

  it('hold from the first probe on for hosts whose address an earlier run knew', async () => {
    const server = await watchedServer(150);
    const origins = [server.originAs('localhost'), server.origin];
    const knownAddresses = origins.map((origin, index) => ({
      target: jobFor(`gas-${index}`, origin).target,
      address: '127.0.0.1',
    }));
    const { prober } = await startPool({ workers: 4, perAddressConcurrency: 1, knownAddresses });
    const records = await Promise.all(
      origins.map((origin, index) => prober.probe(jobFor(`gas-${index}`, origin))),
    );
    expect(server.peak()).toBe(1);
    const waits = records.map(({ sample }) => sample.queueMs ?? 0).sort((a, b) => a - b);
    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThanOrEqual(145);
  });

  it('count by host and port for practice sites, which share one address', async () => {
    const servers = await Promise.all([watchedServer(300), watchedServer(300)]);
    const { prober } = await startPool({ perAddressConcurrency: 1 });
    const askedAt = Date.now();
    const records = await Promise.all(
      servers.flatMap((server, host) =>
        [1, 2].map((index) =>
          prober.probe(jobFor(`gas-${host}-${index}`, server.origin, { limitBy: 'host' })),
        ),
      ),
    );
    expect(servers.map((server) => server.peak())).toEqual([1, 1]);
    const atOnce = records.filter(({ sample }) => sample.queueMs === 0);
    expect(atOnce).toHaveLength(2);
    expectQueueOutside(records, askedAt);
  });

  it('hold nobody else up', async () => {
    const busy = await watchedServer(60_000);
    const other = await watchedServer(0);
    const { prober } = await startPool({ perAddressConcurrency: 1 });
    const byHost = { limitBy: 'host', timeoutMs: 60_000 } as const;
    const crowd = Array.from({ length: 3 }, (_, index) =>
      prober.probe(jobFor(`gas-${index}`, busy.origin, byHost)),
    );
    const { sample } = await prober.probe(jobFor('gas-9', other.origin, byHost));
    expect(sample).toMatchObject({ outcome: 'success', queueMs: 0 });
    expect(prober.status().inFlight).toBe(3);
    await prober.close(0);
    await Promise.all(crowd);
  });

  it('refuse as overloaded what would wait for longer than half a minute', async () => {
    const server = await watchedServer(0);
    const { prober } = await startPool({ perAddressStartsPerSecond: 0.08 });
    const probing = Array.from({ length: 40 }, (_, index) =>
      prober.probe(jobFor(`gas-${index}`, server.origin)),
    );
    const { sample } = await (probing.at(-1) ?? Promise.reject(new Error('nobody')));
    expect(sample).toMatchObject({ outcome: 'missed', reason: 'overloaded', blame: 'prober' });
    await prober.close(0);
    const reasons = (await Promise.all(probing)).map((record) => record.sample.reason);
    expect(reasons.filter((reason) => reason === 'overloaded')).toHaveLength(37);
    expect(prober.status().inFlight).toBe(0);
  });
});

describe('a thread that is blocked', () => {
  it('makes the probes that felt it suspect, and none before or after', async () => {
    const server = await startOriginServer((path) => ({ waitMs: Number(path.slice(1)) }));
    onTestFinished(() => server.close());
    const { prober } = await startPool({ planted: true });
    const before = await prober.probe(jobFor('gas-0', `${server.origin}/0`));
    const during = prober.probe(jobFor('gas-1', `${server.origin}/600`, { timeoutMs: 60_000 }));
    const blocked = await prober.probe(jobFor('block-3000', `${server.origin}/0`));
    const after = await prober.probe(jobFor('gas-2', `${server.origin}/0`));
    for (const { sample } of [blocked, await during]) {
      expect(sample.loopDelayMs).toBeGreaterThan(2994);
      expect(sample).toMatchObject({ validity: 'suspect', suspectCause: 'loop_delay' });
    }
    // A busy machine makes a thread late too, though not by as much.
    for (const { sample } of [before, after]) expect(sample.loopDelayMs).toBeLessThan(2900);
    expect(prober.status().loopDelayP99Ms).toBeGreaterThan(2900);
  });
});

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Log } from '../../../src/core/ports/log.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import { type OriginServer, startOriginServer } from '../../support/origin-server.ts';
import { sumOfPhases } from '../../support/sum-of-phases.ts';
import { jobFor, startPool } from './pool-fixture.ts';

let origin: OriginServer;

beforeAll(async () => {
  origin = await startOriginServer((path) => ({ waitMs: Number(/\d+/.exec(path)?.[0] ?? 0) }));
});

afterAll(() => origin.close());

/** A log that keeps its events. */
function keepingLog(): { readonly log: Log; readonly events: [string, unknown][] } {
  const events: [string, unknown][] = [];
  const keep = (event: string, fields?: unknown): void => {
    events.push([event, fields]);
  };
  return { log: { ...noLog, warn: keep, error: keep }, events };
}

describe('a prober', () => {
  it('measures in its threads and gives each job its own record', async () => {
    const { prober } = await startPool({ workers: 2 });
    const jobs = Array.from({ length: 40 }, (_, index) =>
      jobFor(`gas-${index}`, `${origin.origin}/${index}`, { limitBy: 'host' }),
    );
    const records = await Promise.all(jobs.map((job) => prober.probe(job)));
    records.forEach(({ sample }, index) => {
      const job = jobs[index];
      expect(sample).toMatchObject({
        target: job?.target.id,
        member: job?.target.member,
        scheduledAt: job?.scheduledAt,
        vantage: 'tokyo',
        outcome: 'success',
        statusCode: 200,
        peerAddress: '127.0.0.1',
      });
      expect(sample.phases.wait).toBeGreaterThanOrEqual(index);
      expect(sumOfPhases(sample.phases)).toBe(sample.totalMs);
    });
    expect(prober.status()).toMatchObject({ workers: 2, replaced: 0, inFlight: 0 });
    expect(prober.status().loopDelayP99Ms).toBeGreaterThanOrEqual(0);
  });

  it('starts a job handed over before its slot at the slot’s time, not before', async () => {
    const { prober } = await startPool();
    const scheduledAt = Date.now() + 150;
    const jobs = Array.from({ length: 20 }, (_, index) => ({
      ...jobFor(`gas-${index}`, `${origin.origin}/0`),
      scheduledAt: scheduledAt + index,
    }));
    const records = await Promise.all(jobs.map((job) => prober.probe(job)));
    records.forEach(({ sample }, index) => {
      expect(sample.startedAt).toBeGreaterThanOrEqual(scheduledAt + index);
      expect(sample).toMatchObject({ outcome: 'success', queueMs: 0 });
    });
  });

  it('waits a second at most for a slot that a step of the clock has moved away', async () => {
    const { prober } = await startPool();
    const job = { ...jobFor('gas-1', `${origin.origin}/0`), scheduledAt: Date.now() + 3_600_000 };
    const from = performance.now();
    await expect(prober.probe(job)).resolves.toMatchObject({ sample: { outcome: 'success' } });
    expect(performance.now() - from).toBeLessThan(30_000);
  });

  it('returns the records of a stretch of time together', async () => {
    const { prober, threads } = await startPool({ reportEveryMs: 3000 });
    let messages = 0;
    threads[0]?.on('message', ({ kind }: { readonly kind: string }) => {
      if (kind === 'ends') messages += 1;
    });
    const jobs = [0, 20, 40, 60, 80].map((waitMs) =>
      jobFor(`gas-${waitMs}`, `${origin.origin}/${waitMs}`),
    );
    const records = await Promise.all(jobs.map((job) => prober.probe(job)));
    expect(records.map(({ sample }) => sample.outcome)).toEqual(Array(5).fill('success'));
    expect(messages).toBe(1);
  });

  it('forgets what still waits for its slot when it is closed', async () => {
    const { prober } = await startPool();
    const job = { ...jobFor('gas-1', `${origin.origin}/0`), scheduledAt: Date.now() + 800 };
    const probing = prober.probe(job);
    await prober.close(0);
    await expect(probing).resolves.toMatchObject({ sample: { reason: 'prober_down' } });
  });

  it('does not start where a thread cannot', async () => {
    const { log, events } = keepingLog();
    const broken = new URL('data:text/javascript,throw new Error("no thread today")');
    await expect(
      startPool({ workers: 2, log }, { spawn: () => new Worker(broken) }),
    ).rejects.toMatchObject({
      code: 'probe_failed',
      message: expect.stringContaining('no thread today'),
    });
    const deaths = events.length;
    await delay(50);
    expect(events).toHaveLength(deaths);
  });
});

describe('a worker killed under its probes', () => {
  it('is replaced; its jobs are missed as prober_down and nobody else notices', async () => {
    const { log, events } = keepingLog();
    const { prober, threads } = await startPool({ workers: 2, log });
    // Nobody is answered before everybody has asked, and after the death everybody at once.
    let waitMs = 3000;
    const everywhere = await startOriginServer(() => ({ waitMs }), { host: '0.0.0.0' });
    onTestFinished(() => everywhere.close());
    const jobs = Array.from({ length: 20 }, (_, index) =>
      jobFor(`gas-${index}`, everywhere.originAs(`127.0.0.${index + 2}`), { timeoutMs: 60_000 }),
    );
    const probing = Promise.all(jobs.map((job) => prober.probe(job)));
    while (everywhere.requests < 20) await delay(5);
    waitMs = 0;
    await threads[0]?.terminate();
    const records = await probing;
    const lost = records.filter(({ sample }) => sample.outcome === 'missed');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(20);
    for (const { sample } of lost) {
      expect(sample).toMatchObject({
        reason: 'prober_down',
        blame: 'prober',
        startedAt: null,
        totalMs: null,
        hops: 0,
      });
    }
    const again = await Promise.all(
      jobs.map((job) => prober.probe({ ...job, scheduledAt: job.scheduledAt + 1 })),
    );
    expect(again.some(({ sample }) => sample.outcome === 'missed')).toBe(false);
    expect(threads).toHaveLength(3);
    expect(prober.status()).toMatchObject({ replaced: 1, inFlight: 0 });
    expect(events).toMatchObject([['probe.worker_replaced', { lost: lost.length, inMs: 0 }]]);
  });

  it('again and again is replaced with growing waits, in which its slots are missed', async () => {
    const { log, events } = keepingLog();
    const { prober, threads } = await startPool({ log, planted: true });
    for (let death = 0; death < 3; death += 1) {
      const { sample } = await prober.probe(jobFor('crash', `${origin.origin}/0`));
      expect(sample).toMatchObject({ outcome: 'missed', reason: 'prober_down' });
      const next = await prober.probe(jobFor('gas-1', `${origin.origin}/0`));
      expect(next.sample.outcome).toBe(death === 0 ? 'success' : 'missed');
      while (threads.length < death + 2) await delay(10);
    }
    expect(events.map(([, fields]) => fields)).toMatchObject([
      { inMs: 0, deaths: 1, error: 'planted crash' },
      { inMs: 250, deaths: 2 },
      { inMs: 500, deaths: 3 },
    ]);
    const { sample } = await prober.probe(jobFor('gas-1', `${origin.origin}/0`));
    expect(sample.outcome).toBe('success');
    expect(prober.status()).toMatchObject({ replaced: 3, inFlight: 0 });
  });

  it('because it hangs loses its jobs and is replaced', async () => {
    const { prober, threads } = await startPool({ planted: true }, { pingEveryMs: 200 });
    const [hung, waiting] = await Promise.all([
      prober.probe(jobFor('hang', `${origin.origin}/0`)),
      prober.probe(jobFor('gas-1', `${origin.origin}/0`)),
    ]);
    expect(hung.sample.reason).toBe('prober_down');
    expect(waiting.sample.reason).toBe('prober_down');
    expect(threads).toHaveLength(2);
    const { sample } = await prober.probe(jobFor('gas-1', `${origin.origin}/0`));
    expect(sample.outcome).toBe('success');
  });
});

describe('a probe that does not end as it should', () => {
  it('with a defect of ours is missed and says so', async () => {
    const { prober } = await startPool({ planted: true });
    const { sample, detail } = await prober.probe(jobFor('reject', `${origin.origin}/0`));
    expect(sample).toMatchObject({ outcome: 'missed', reason: 'prober_down' });
    expect(detail).toBe('planted defect');
    expect(prober.status().inFlight).toBe(0);
  });

  it('at all is given up after its time-out', async () => {
    const { prober } = await startPool({ planted: true });
    const { sample, detail } = await prober.probe(
      jobFor('never', `${origin.origin}/0`, { timeoutMs: 1 }),
    );
    expect(sample).toMatchObject({ outcome: 'missed', reason: 'prober_down' });
    expect(detail).toBe('the probe outlived its time-out');
    expect(prober.status().inFlight).toBe(0);
  });
});

describe('close', () => {
  it('lets the probes in flight end within the grace', async () => {
    const { prober, threads } = await startPool();
    const probing = prober.probe(jobFor('gas-1', `${origin.origin}/300`));
    const exit = once(threads[0] as Worker, 'exit');
    const begunMs = performance.now();
    await prober.close(60_000);
    expect(performance.now() - begunMs).toBeLessThan(30_000);
    expect((await probing).sample.outcome).toBe('success');
    expect(await exit).toEqual([0]);
  });

  it('cancels what outlives it, and takes no more', async () => {
    const { prober, threads } = await startPool({ perAddressConcurrency: 1 });
    const probing = Promise.all([
      prober.probe(jobFor('gas-1', `${origin.origin}/60000`, { timeoutMs: 60_000 })),
      prober.probe(jobFor('gas-2', `${origin.origin}/60000`, { timeoutMs: 60_000 })),
    ]);
    const exit = once(threads[0] as Worker, 'exit');
    const begunMs = performance.now();
    await prober.close(200);
    expect(performance.now() - begunMs).toBeLessThan(30_000);
    for (const { sample } of await probing) {
      expect(sample).toMatchObject({ outcome: 'missed', reason: 'prober_down' });
    }
    await exit;
    const late = await prober.probe(jobFor('gas-3', `${origin.origin}/0`));
    expect(late.sample.reason).toBe('prober_down');
    expect(prober.status().inFlight).toBe(0);
    expect(threads).toHaveLength(1);
  });
});

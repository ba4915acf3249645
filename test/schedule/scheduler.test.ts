import { describe, expect, it } from 'vitest';
import type { ScheduledTarget } from '../../src/schedule/roster.ts';
import { probeTarget } from '../support/manual-prober.ts';
import { MINUTE_MS, offsetOf, START, scheduling } from './schedule-fixture.ts';

function everyMinute(...ids: string[]): ScheduledTarget[] {
  return ids.map((id) => ({ target: probeTarget(id), schedule: '* * * * *' }));
}

describe('slots', () => {
  it('come at the firing plus the offset of the id, each minute anew', async () => {
    const { clock, prober, scheduler } = scheduling();
    scheduler.setTargets(everyMinute('gas-1', 'gas-2', 'gas-3'));
    scheduler.start(null);
    await clock.run(3 * MINUTE_MS);
    const expected = [0, 1, 2].flatMap((minute) =>
      ['gas-1', 'gas-2', 'gas-3'].map((id) => [id, START + minute * MINUTE_MS + offsetOf(id)]),
    );
    expected.sort((a, b) => Number(a[1]) - Number(b[1]));
    expect(prober.jobs.map(({ target, scheduledAt }) => [target.id, scheduledAt])).toEqual(
      expected,
    );
    expect(prober.jobs.every(({ at, scheduledAt }) => at === scheduledAt)).toBe(true);
    await scheduler.stop();
  });

  it('keep their place over a restart, an edit of the target and the coming and going of others', async () => {
    const own = offsetOf('gas-2');
    const first = scheduling();
    first.scheduler.setTargets(everyMinute('gas-1', 'gas-2'));
    first.scheduler.start(null);
    await first.clock.run(MINUTE_MS);
    first.scheduler.setTargets([
      { target: probeTarget('gas-2', { url: 'https://new.example/' }), schedule: '* * * * *' },
      ...everyMinute('gas-0', 'gas-7'),
    ]);
    await first.clock.run(MINUTE_MS);
    const second = scheduling(undefined, { startAt: START + 2 * MINUTE_MS });
    second.scheduler.setTargets(everyMinute('gas-9', 'gas-2'));
    second.scheduler.start(START + 2 * MINUTE_MS);
    await second.clock.run(MINUTE_MS);
    const jobs = [...first.prober.jobs, ...second.prober.jobs].filter(
      ({ target }) => target.id === 'gas-2',
    );
    expect(jobs.map(({ scheduledAt }) => scheduledAt)).toEqual(
      [0, 1, 2].map((minute) => START + minute * MINUTE_MS + own),
    );
    expect(jobs.map(({ target }) => target.url)).toEqual([
      'https://gas-2.example/',
      'https://new.example/',
      'https://gas-2.example/',
    ]);
  });

  it('of both families of a target lie half an interval apart', async () => {
    const { clock, prober, scheduler } = scheduling();
    scheduler.setTargets(
      ([4, 6] as const).map((family) => ({
        target: probeTarget('gas-1', { family }),
        schedule: '*/10 * * * *',
      })),
    );
    scheduler.start(null);
    await clock.run(10 * MINUTE_MS);
    const [a, b] = prober.jobs.map(({ scheduledAt }) => scheduledAt);
    expect(prober.jobs).toHaveLength(2);
    expect(Math.abs((b ?? 0) - (a ?? 0))).toBe(5 * MINUTE_MS);
  });

  it('spread over the smallest gap, not over the night after the last firing', async () => {
    const { clock, prober, scheduler } = scheduling(undefined, {
      startAt: Date.parse('2026-11-23T07:50:00Z'),
    });
    scheduler.setTargets(
      Array.from({ length: 200 }, (_, index) => ({
        target: probeTarget(`gas-${index}`),
        schedule: '*/5 9-16 * * 1-5',
      })),
    );
    scheduler.start(null);
    await clock.run(3 * 60 * MINUTE_MS);
    expect(prober.jobs).toHaveLength(400);
    const last = Math.max(...prober.jobs.map(({ scheduledAt }) => scheduledAt));
    expect(last).toBeLessThan(Date.parse('2026-11-23T08:00:00Z'));
  });

  it('need one pending call, however many targets and schedules there are', async () => {
    const { clock, scheduler } = scheduling();
    scheduler.setTargets(
      Array.from({ length: 1000 }, (_, index) => ({
        target: probeTarget(`gas-${index}`),
        schedule: `*/${1 + (index % 20)} * * * *`,
      })),
    );
    scheduler.start(null);
    expect(clock.pending).toBe(1);
    await clock.run(MINUTE_MS);
    expect(clock.pending).toBe(1);
    await scheduler.stop();
    expect(clock.pending).toBe(0);
  });

  it('count as due, done and missed, with the 99th percentile of their lateness', async () => {
    const { clock, scheduler } = scheduling(() => ({ afterMs: 90_000 }));
    expect(scheduler.status()).toEqual({ due: 0, done: 0, missed: 0, lateP99Ms: null });
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    await clock.run(offsetOf('gas-1') - 1);
    clock.freeze(40);
    await clock.run(4 * MINUTE_MS);
    const { due, done, missed, lateP99Ms } = scheduler.status();
    expect({ due, done, missed }).toEqual({ due: 5, done: 2, missed: 2 });
    expect(lateP99Ms).toBeGreaterThan(38);
    expect(lateP99Ms).toBeLessThan(40);
  });

  it('count as late by their start in the worker, a wait for a limit left out', async () => {
    const { clock, scheduler } = scheduling(({ scheduledAt }) => ({
      afterMs: 100,
      sample: { startedAt: scheduledAt + 730, queueMs: 700 },
    }));
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    await clock.run(2 * MINUTE_MS);
    const { lateP99Ms } = scheduler.status();
    expect(lateP99Ms).toBeGreaterThan(29);
    expect(lateP99Ms).toBeLessThan(31);
  });

  it('are no longer used after stop, which waits for the probes in flight', async () => {
    const { clock, prober, scheduler, records } = scheduling(() => ({ afterMs: 4000 }));
    scheduler.setTargets(everyMinute('gas-1', 'gas-2'));
    scheduler.start(null);
    await clock.run(offsetOf('gas-1') + 1000);
    const asked = prober.jobs.length;
    let stopped = false;
    const stopping = scheduler.stop().then(() => {
      stopped = true;
    });
    await clock.run(1000);
    expect(stopped).toBe(false);
    await clock.run(5 * MINUTE_MS);
    await stopping;
    expect(records).toHaveLength(asked);
    expect(prober.jobs).toHaveLength(asked);
  });
});

describe('the instant up to which slots are recorded', () => {
  it('stays at the stop, however long the probes in flight take', async () => {
    const { clock, prober, scheduler } = scheduling(({ target }) => ({
      afterMs: target.id === 'gas-1' ? 40_000 : 0,
    }));
    scheduler.setTargets(everyMinute('gas-1', 'gas-2', 'gas-3', 'gas-4'));
    scheduler.start(null);
    const slot = START + offsetOf('gas-1');
    await clock.run(slot + 1000 - START);
    const used = prober.jobs.map(({ scheduledAt }) => scheduledAt);
    const stopping = scheduler.stop();
    await clock.run(2 * MINUTE_MS);
    await stopping;
    expect(scheduler.recordedUntil()).toBeGreaterThan(Math.max(...used));
    expect(scheduler.recordedUntil()).toBeLessThanOrEqual(slot + 1001);
  });

  it('is the slot of the first probe in flight, whose sample a crash would take', async () => {
    const { clock, scheduler } = scheduling(({ target }) => ({
      afterMs: target.id === 'gas-1' ? 30_000 : 0,
    }));
    expect(scheduler.recordedUntil()).toBe(0);
    scheduler.setTargets(everyMinute('gas-1', 'gas-2', 'gas-3', 'gas-4'));
    scheduler.start(null);
    const slot = START + offsetOf('gas-1');
    await clock.run(slot + 29_999 - START);
    expect(scheduler.recordedUntil()).toBe(slot);
    await clock.run(1001);
    expect(scheduler.recordedUntil()).toBeGreaterThan(slot + 29_000);
  });
});

describe('targets', () => {
  it('that go stop at once, and their probe in flight is still recorded', async () => {
    const { clock, prober, scheduler, records } = scheduling(() => ({
      afterMs: 3000,
      sample: { outcome: 'failure', reason: 'connect', blame: 'target' },
    }));
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    await clock.run(offsetOf('gas-1') + 1000);
    scheduler.setTargets([]);
    await clock.run(10 * MINUTE_MS);
    expect(prober.jobs).toHaveLength(1);
    expect(records).toHaveLength(1);
  });

  it('with a changed schedule follow the new one from its next firing on', async () => {
    const { clock, prober, scheduler } = scheduling(undefined, { startAt: START + 90_000 });
    const half = { target: probeTarget('gas-1'), schedule: '*/30 * * * *' };
    const five = { target: probeTarget('gas-1'), schedule: '*/5 * * * *' };
    const offset = offsetOf('gas-1', 5 * MINUTE_MS);
    scheduler.setTargets([half]);
    scheduler.start(null);
    scheduler.setTargets([five]);
    scheduler.setTargets([five, ...everyMinute('gas-2')]);
    await clock.run(9 * MINUTE_MS);
    const own = prober.jobs.filter(({ target }) => target.id === 'gas-1');
    expect(own.map(({ scheduledAt }) => scheduledAt)).toEqual([START + 5 * MINUTE_MS + offset]);
  });

  it('that come take their first slot in the running firing where it still lies ahead', async () => {
    const { clock, prober, scheduler } = scheduling();
    scheduler.start(null);
    await clock.run(offsetOf('gas-1') - 500);
    scheduler.setTargets(everyMinute('gas-1'));
    await clock.run(500);
    expect(prober.jobs.map(({ scheduledAt }) => scheduledAt)).toEqual([clock.now()]);
  });

  it('never overlap with themselves, even gone and come back', async () => {
    const { clock, prober, scheduler, missed } = scheduling(() => ({ afterMs: 61_000 }));
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    await clock.run(offsetOf('gas-1'));
    scheduler.setTargets([]);
    scheduler.setTargets(everyMinute('gas-1'));
    await clock.run(MINUTE_MS);
    expect(prober.jobs).toHaveLength(1);
    expect(missed.map(({ reason }) => reason)).toEqual(['late']);
  });

  it.each([
    ['an expression that never fires', '0 0 31 2 *', 'gas-2'],
    ['an expression that is none', 'hourly', 'gas-2'],
    ['a step that never comes', '*/61 * * * *', 'gas-2'],
    ['a series given twice', '* * * * *', 'gas-1'],
  ])('with %s are refused and change nothing', async (_, schedule, id) => {
    const { clock, prober, scheduler } = scheduling();
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    const wrong = [...everyMinute('gas-1'), { target: probeTarget(id), schedule }];
    expect(() => scheduler.setTargets(wrong)).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
    await clock.run(2 * MINUTE_MS);
    expect(prober.jobs).toHaveLength(2);
  });
});

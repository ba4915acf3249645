import { describe, expect, it } from 'vitest';
import { probeTarget } from '../support/manual-prober.ts';
import { MINUTE_MS, START, scheduling } from './schedule-fixture.ts';

const AHEAD_MS = 200;
const ids = Array.from({ length: 300 }, (_, index) => `gas-${index}`);

function everyMinute(schedule = '* * * * *') {
  return ids.map((id) => ({ target: probeTarget(id), schedule }));
}

describe('slots handed over ahead', () => {
  it('go in company, between the whole and half of the time before they are due', async () => {
    const { clock, prober, scheduler } = scheduling(undefined, { handOverAheadMs: AHEAD_MS });
    scheduler.setTargets(everyMinute());
    scheduler.start(null);
    await clock.run(2 * MINUTE_MS);
    const leads = prober.jobs
      .filter(({ scheduledAt }) => scheduledAt >= START + AHEAD_MS)
      .map(({ at, scheduledAt }) => scheduledAt - at);
    expect(leads.length).toBeGreaterThan(590);
    expect(Math.max(...leads)).toBeLessThanOrEqual(AHEAD_MS);
    expect(Math.min(...leads)).toBeGreaterThanOrEqual(AHEAD_MS / 2);
    const handOvers = new Set(prober.jobs.map(({ at }) => at));
    expect(handOvers.size).toBeLessThan(prober.jobs.length * 0.8);
    await scheduler.stop();
  });

  it('are used once each, whenever the targets are replaced or the clock steps back', async () => {
    const { clock, prober, scheduler, missed } = scheduling(undefined, {
      handOverAheadMs: AHEAD_MS,
    });
    scheduler.setTargets(everyMinute());
    scheduler.start(null);
    for (let turn = 0; turn < 400; turn += 1) {
      await clock.run(137);
      scheduler.setTargets(everyMinute());
      if (turn === 200) clock.step(-60);
    }
    await clock.run(2 * MINUTE_MS);
    const used = prober.jobs.map(({ target, scheduledAt }) => `${target.id} ${scheduledAt}`);
    expect(new Set(used).size).toBe(used.length);
    expect(used.length + missed.length).toBe(scheduler.status().due);
    const last = Math.max(...prober.jobs.map(({ scheduledAt }) => scheduledAt));
    const perId = Map.groupBy(prober.jobs, ({ target }) => target.id);
    for (const jobs of perId.values()) {
      expect(jobs.length).toBeGreaterThanOrEqual(Math.floor((last - START) / MINUTE_MS));
    }
    await scheduler.stop();
  });

  it('of a short interval come ahead by a hundredth of it only', async () => {
    const { clock, prober, scheduler } = scheduling(undefined, { handOverAheadMs: AHEAD_MS });
    scheduler.setTargets(everyMinute('* * * * * *').slice(0, 20));
    scheduler.start(null);
    await clock.run(5000);
    const leads = prober.jobs.map(({ at, scheduledAt }) => scheduledAt - at);
    expect(Math.max(...leads)).toBeLessThanOrEqual(10);
    expect(Math.max(...leads)).toBeGreaterThanOrEqual(5);
    expect(prober.jobs.length).toBeGreaterThanOrEqual(100);
    await scheduler.stop();
  });

  it('count as recorded up to the earliest of them that has not come back', async () => {
    const { clock, prober, scheduler } = scheduling(() => ({ afterMs: 30_000 }), {
      handOverAheadMs: AHEAD_MS,
    });
    scheduler.setTargets(everyMinute());
    scheduler.start(null);
    await clock.run(1000);
    const earliest = Math.min(...prober.jobs.map(({ scheduledAt }) => scheduledAt));
    expect(scheduler.recordedUntil()).toBe(earliest);
  });
});

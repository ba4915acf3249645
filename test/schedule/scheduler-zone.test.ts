import { describe, expect, it } from 'vitest';
import type { ScheduledTarget } from '../../src/schedule/roster.ts';
import { probeTarget } from '../support/manual-prober.ts';
import { MINUTE_MS, offsetOf, type Running, START, scheduling } from './schedule-fixture.ts';

function everyMinute(...ids: string[]): ScheduledTarget[] {
  return ids.map((id) => ({ target: probeTarget(id), schedule: '* * * * *' }));
}

describe('another time zone', () => {
  const slotsOf = (running: Running, id: string) =>
    running.prober.jobs.filter((job) => job.target.id === id).map((job) => job.scheduledAt - START);
  const schedules = (id: string, schedule: string) => ({ target: probeTarget(id), schedule });
  /** Half past three hours behind Tokyo, so that whole hours are half ones there. */
  const KOLKATA = 'Asia/Kolkata';
  const HOUR_MS = 60 * MINUTE_MS;

  it('leaves schedules in their places that fire as before', async () => {
    const running = scheduling();
    const { clock, scheduler } = running;
    const targets = [...everyMinute('gas-1', 'gas-2', 'gas-3'), schedules('gas-4', '*/30 * * * *')];
    scheduler.setTargets(targets);
    scheduler.start(null);
    await clock.run(offsetOf('gas-2') + 1);
    scheduler.setTargets(targets, KOLKATA);
    await clock.run(5 * MINUTE_MS - clock.now() + START - 1);
    for (const id of ['gas-1', 'gas-2', 'gas-3']) {
      const places = [0, 1, 2, 3, 4].map((minute) => minute * MINUTE_MS + offsetOf(id));
      expect(slotsOf(running, id), id).toEqual(places);
    }
    await clock.run(30 * MINUTE_MS);
    expect(slotsOf(running, 'gas-4')[0]).toBe(offsetOf('gas-4', 30 * MINUTE_MS));
    expect(running.missed).toEqual([]);
  });

  it('moves the others, from their next firing in it on', async () => {
    const running = scheduling();
    const { clock, scheduler } = running;
    const targets = [schedules('gas-1', '0 * * * *'), schedules('gas-2', '0 12 * * *')];
    scheduler.setTargets(targets);
    scheduler.start(null);
    await clock.run(1);
    scheduler.setTargets(targets, KOLKATA);
    // Without a zone: that of before.
    scheduler.setTargets(targets);
    await clock.run(48 * HOUR_MS);
    const hourly = offsetOf('gas-1', HOUR_MS);
    expect(slotsOf(running, 'gas-1').slice(0, 3)).toEqual(
      [0.5, 1.5, 2.5].map((hours) => hours * HOUR_MS + hourly),
    );
    // Noon in Kolkata is 06:30 UTC.
    const daily = 6.5 * HOUR_MS + offsetOf('gas-2', 24 * HOUR_MS);
    expect(slotsOf(running, 'gas-2')[0]).toBe(daily);
  });

  it('that does not exist is refused and changes nothing', async () => {
    const { clock, prober, scheduler } = scheduling();
    scheduler.setTargets(everyMinute('gas-1'));
    scheduler.start(null);
    expect(() => scheduler.setTargets(everyMinute('gas-1'), 'Asia/Edo')).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
    await clock.run(2 * MINUTE_MS);
    expect(prober.jobs).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/core/words/sample.ts';
import { type Answer, probeTarget } from '../support/manual-prober.ts';
import { MINUTE_MS, offsetOf, type Running, START, scheduling, slots } from './schedule-fixture.ts';

const OFFSET = offsetOf('gas-1');
const FAILED: Partial<Sample> = { outcome: 'failure', reason: 'connect', blame: 'target' };

const NOT_MADE = { scheduledAt: START + OFFSET, attempt: 2, reason: 'prober_down' };

async function changed({ scheduler }: Running, change: 'remove' | 'move' | 'stop'): Promise<void> {
  if (change === 'stop') await scheduler.stop();
  else if (change === 'remove') scheduler.setTargets([]);
  else scheduler.setTargets([{ target: probeTarget('gas-1'), schedule: '0 * * * *' }]);
}

/** One target, its first slot just used. */
async function afterFirstSlot(answer: Answer, schedule = '* * * * *'): Promise<Running> {
  const running = scheduling(answer);
  running.scheduler.setTargets([{ target: probeTarget('gas-1'), schedule }]);
  running.scheduler.start(null);
  await running.clock.run(schedule === '* * * * *' ? OFFSET : MINUTE_MS - 1);
  return running;
}

/** Attempts after the first slot's first one, ms after that slot. */
function attempts({ prober }: Running): string[] {
  const [first] = prober.jobs;
  return prober.jobs.map(({ attempt, at }) => `${attempt} +${at - (first?.at ?? 0)}`);
}

describe('a confirmation', () => {
  it('follows 5 s after the end of a failed first attempt, for the same slot, once', async () => {
    const running = await afterFirstSlot(() => ({ afterMs: 1000, sample: FAILED }));
    await running.clock.run(59_000);
    expect(attempts(running)).toEqual(['1 +0', '2 +6000']);
    expect(running.prober.jobs.map(({ scheduledAt }) => scheduledAt)).toEqual([
      START + OFFSET,
      START + OFFSET,
    ]);
    expect(running.records).toHaveLength(2);
    expect(running.scheduler.status()).toMatchObject({ due: 1, done: 1, missed: 0 });
  });

  it('follows as much sooner as time runs faster for those who read the samples', async () => {
    const running = scheduling(() => ({ afterMs: 100, sample: FAILED }), { speed: 10 });
    const schedule = '*/6 * * * * *';
    running.scheduler.setTargets([{ target: probeTarget('gas-1'), schedule }]);
    running.scheduler.start(null);
    await running.clock.run(offsetOf('gas-1', 6000) + 5000);
    expect(attempts(running)).toEqual(['1 +0', '2 +600']);
  });

  it('follows 2 s after a time-out', async () => {
    const running = await afterFirstSlot(() => ({
      afterMs: 10_000,
      sample: { ...FAILED, reason: 'timeout' },
    }));
    await running.clock.run(40_000);
    expect(attempts(running)).toEqual(['1 +0', '2 +12000']);
  });

  it.each<[string, Partial<Sample>]>([
    ['a success', {}],
    ['an address that the guard refused', { ...FAILED, reason: 'refused', blame: 'prober' }],
    ['a defect of our own', { ...FAILED, reason: 'internal', blame: 'prober' }],
    ['a lack of any route', { ...FAILED, reason: 'connect', blame: 'prober' }],
    [
      'a slot that a dead worker lost',
      { outcome: 'missed', reason: 'prober_down', blame: 'prober' },
    ],
  ])('does not follow %s', async (_, sample) => {
    const running = await afterFirstSlot(() => ({ afterMs: 10, sample }));
    await running.clock.run(59_000);
    expect(attempts(running)).toEqual(['1 +0']);
  });

  it('follows a failure of the resolver', async () => {
    const running = await afterFirstSlot(() => ({
      afterMs: 0,
      sample: { ...FAILED, reason: 'dns', blame: 'resolver' },
    }));
    await running.clock.run(59_000);
    expect(attempts(running)).toEqual(['1 +0', '2 +5000']);
  });

  it.each([
    ['*/30 * * * * *', 1],
    ['*/10 * * * * *', 1],
    ['0,29 * * * * *', 1],
    ['*/59 * * * * *', 1],
    ['0 * * * * *', 2],
  ])(
    'with %s makes the greatest attempt %i: up to 30 s the next slot confirms',
    async (schedule, attempt) => {
      const running = await afterFirstSlot(() => ({ afterMs: 0, sample: FAILED }), schedule);
      await running.clock.run(2 * MINUTE_MS);
      expect(Math.max(...running.prober.jobs.map((job) => job.attempt))).toBe(attempt);
    },
  );

  it('that waits gives way to the next slot, and is recorded as not made', async () => {
    const running = await afterFirstSlot(() => ({ afterMs: 57_000, sample: FAILED }));
    await running.clock.run(MINUTE_MS);
    expect(attempts(running)).toEqual(['1 +0', '1 +60000']);
    expect(running.missed).toHaveLength(1);
    expect(running.missed[0]).toMatchObject({
      scheduledAt: START + OFFSET,
      attempt: 2,
      reason: 'late',
    });
    expect(running.scheduler.status()).toMatchObject({ due: 2, done: 1, missed: 0 });
  });

  it('that runs makes the next slot late only while it really runs', async () => {
    const running = await afterFirstSlot(({ attempt }) => ({
      afterMs: attempt === 1 ? 50_000 : 10_000,
      sample: FAILED,
    }));
    await running.clock.run(2 * MINUTE_MS);
    expect(attempts(running)).toEqual(['1 +0', '2 +55000', '1 +120000']);
    expect(slots(running.missed)).toEqual([
      slots([{ ...(running.missed[0] as Sample), scheduledAt: START + OFFSET + MINUTE_MS }])[0],
    ]);
    expect(running.missed[0]).toMatchObject({ attempt: 1, reason: 'late' });
  });

  it.each(['remove', 'move', 'stop'] as const)(
    'is recorded as not made when it waits and there comes a %s',
    async (change) => {
      const running = await afterFirstSlot(() => ({ afterMs: 0, sample: FAILED }));
      await running.clock.run(1000);
      await changed(running, change);
      await running.clock.run(30_000);
      expect(attempts(running)).toEqual(['1 +0']);
      expect(running.missed).toMatchObject([NOT_MADE]);
    },
  );

  it.each(['remove', 'stop'] as const)(
    'is recorded as not made when the first attempt fails after a %s',
    async (change) => {
      const running = await afterFirstSlot(() => ({ afterMs: 2000, sample: FAILED }));
      await running.clock.run(1000);
      const changing = changed(running, change);
      await running.clock.run(30_000);
      await changing;
      expect(attempts(running)).toEqual(['1 +0']);
      expect(running.records).toHaveLength(1);
      expect(running.missed).toMatchObject([NOT_MADE]);
    },
  );

  it('measures the target as it is by then', async () => {
    const running = await afterFirstSlot(() => ({ afterMs: 0, sample: FAILED }));
    const edited = probeTarget('gas-1', { timeoutMs: 3000 });
    running.scheduler.setTargets([{ target: edited, schedule: '* * * * *' }]);
    await running.clock.run(10_000);
    expect(running.prober.jobs.map(({ target }) => target.timeoutMs)).toEqual([10_000, 3000]);
  });
});

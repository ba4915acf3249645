import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/core/words/sample.ts';
import { Pulse } from '../../src/judge/pulse.ts';
import { endOf } from '../../src/judge/replay.ts';
import { failureAt, sampleAt, T0 } from '../store/store-sample.ts';

const failing = { startedAt: T0, totalMs: 20 } as const;

/** Heard of as soon as it ended. */
function hear(pulse: Pulse, sample: Sample) {
  return pulse.observe(sample, { now: endOf(sample), intervalMs: 60_000 });
}

describe('the pulse of the council', () => {
  it('has the newest probe of each target, the last to end last, for two intervals', () => {
    const pulse = new Pulse();
    for (const [target, seconds] of [
      ['a', 0],
      ['b', 10],
      ['a', 20],
    ] as const) {
      hear(pulse, sampleAt(target, T0, { startedAt: T0 + seconds * 1000, totalMs: 100 }));
    }
    expect(pulse.at(T0 + 30_000)).toMatchObject([
      { target: 'b', begunAt: T0 + 10_000, at: T0 + 10_100, failed: false },
      { target: 'a', begunAt: T0 + 20_000, at: T0 + 20_100, failed: false },
    ]);
    expect(pulse.at(T0 + 135_000).map(({ target }) => target)).toEqual(['a']);
  });

  it('leaves a confirmation in the place of its first attempt', () => {
    const pulse = new Pulse();
    hear(pulse, failureAt('a', T0, failing));
    hear(pulse, sampleAt('b', T0, { startedAt: T0 + 1000, totalMs: 100 }));
    hear(pulse, failureAt('a', T0, { ...failing, startedAt: T0 + 5000, attempt: 2 }));
    expect(pulse.at(T0 + 6000)).toMatchObject([
      { target: 'a', begunAt: T0, at: T0 + 20, failed: true },
      { target: 'b', begunAt: T0 + 1000, at: T0 + 1100, failed: false },
    ]);
  });

  it('has no place for a confirmation whose first attempt is of more than two intervals ago', () => {
    const pulse = new Pulse();
    hear(pulse, failureAt('a', T0, failing));
    expect(pulse.at(T0 + 130_000)).toEqual([]);
    const again = failureAt('a', T0, { ...failing, startedAt: T0 + 130_000, attempt: 2 });
    expect(hear(pulse, again)?.failed).toBe(true);
    expect(pulse.at(T0 + 131_000)).toEqual([]);
  });

  it('hears nothing of slots not used, of a prober that was late, and of a defence that answers', () => {
    const pulse = new Pulse();
    const late = { ...failing, validity: 'suspect', suspectCause: 'loop_delay' } as const;
    const doubted = { ...failing, validity: 'suspect', suspectCause: 'own_network' } as const;
    expect(hear(pulse, sampleAt('a', T0, { outcome: 'missed', startedAt: null }))).toBeNull();
    expect(hear(pulse, failureAt('b', T0, late))).toBeNull();
    expect(hear(pulse, failureAt('c', T0, doubted))?.failed).toBe(true);
    expect(hear(pulse, failureAt('d', T0, { ...failing, reason: 'blocked' }))?.failed).toBe(false);
  });

  it('hears every success: an answer came through our network, however late the prober was', () => {
    const pulse = new Pulse();
    const strained = { validity: 'suspect', suspectCause: 'loop_delay' } as const;
    hear(pulse, failureAt('a', T0, failing));
    const answered = { startedAt: T0 + 1000, totalMs: 20, ...strained };
    expect(hear(pulse, sampleAt('a', T0, answered))?.failed).toBe(false);
    expect(pulse.at(T0 + 2000)).toMatchObject([
      { target: 'a', begunAt: T0 + 1000, at: T0 + 1020, failed: false },
    ]);
  });

  it('has a time-out of a drill, which is minutes old when it is heard of', () => {
    const pulse = new Pulse();
    const sample = failureAt('a', T0, { startedAt: T0, totalMs: 2400 });
    const heardAt = T0 + 60 * 2400;
    pulse.observe(sample, { now: heardAt, intervalMs: 60_000 });
    expect(pulse.at(heardAt)).toMatchObject([
      { target: 'a', begunAt: T0, at: T0 + 2400, failed: true },
    ]);
    expect(pulse.at(heardAt + 120_001)).toEqual([]);
  });
});

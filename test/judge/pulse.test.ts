import { describe, expect, it } from 'vitest';
import { Pulse } from '../../src/judge/pulse.ts';
import { failureAt, sampleAt, T0 } from '../store/store-sample.ts';

const failing = { startedAt: T0, totalMs: 20 } as const;

describe('the pulse of the council', () => {
  it('has the newest probe of each target, the last to end last, for a minute', () => {
    const pulse = new Pulse();
    for (const [target, seconds] of [
      ['a', 0],
      ['b', 10],
      ['a', 20],
    ] as const) {
      pulse.observe(sampleAt(target, T0, { startedAt: T0 + seconds * 1000, totalMs: 100 }));
    }
    expect(pulse.at(T0 + 30_000)).toEqual([
      { target: 'b', at: T0 + 10_100, failed: false },
      { target: 'a', at: T0 + 20_100, failed: false },
    ]);
    expect(pulse.at(T0 + 75_000).map(({ target }) => target)).toEqual(['a']);
  });

  it('leaves a confirmation in the place of its first attempt', () => {
    const pulse = new Pulse();
    pulse.observe(failureAt('a', T0, failing));
    pulse.observe(sampleAt('b', T0, { startedAt: T0 + 1000, totalMs: 100 }));
    pulse.observe(failureAt('a', T0, { ...failing, startedAt: T0 + 5000, attempt: 2 }));
    expect(pulse.at(T0 + 6000)).toEqual([
      { target: 'a', at: T0 + 20, failed: true },
      { target: 'b', at: T0 + 1100, failed: false },
    ]);
  });

  it('hears nothing of slots not used, of a prober that was late, and of a defence that answers', () => {
    const pulse = new Pulse();
    const late = { ...failing, validity: 'suspect', suspectCause: 'loop_delay' } as const;
    const doubted = { ...failing, validity: 'suspect', suspectCause: 'own_network' } as const;
    expect(pulse.observe(sampleAt('a', T0, { outcome: 'missed', startedAt: null }))).toBeNull();
    expect(pulse.observe(failureAt('b', T0, late))).toBeNull();
    expect(pulse.observe(failureAt('c', T0, doubted))?.failed).toBe(true);
    expect(pulse.observe(failureAt('d', T0, { ...failing, reason: 'blocked' }))?.failed).toBe(
      false,
    );
  });

  it('hears every success: an answer came through our network, however late the prober was', () => {
    const pulse = new Pulse();
    const strained = { validity: 'suspect', suspectCause: 'loop_delay' } as const;
    pulse.observe(failureAt('a', T0, failing));
    const answered = { startedAt: T0 + 1000, totalMs: 20, ...strained };
    expect(pulse.observe(sampleAt('a', T0, answered))?.failed).toBe(false);
    expect(pulse.at(T0 + 2000)).toEqual([{ target: 'a', at: T0 + 1020, failed: false }]);
  });
});

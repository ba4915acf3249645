import { describe, expect, it } from 'vitest';
import { TargetStates } from '../../../src/app/buckets/target-states.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { target } from '../../config/council-of.ts';
import { failureAt, HOUR_MS, MINUTE_MS, missedAt, sampleAt, T0 } from '../../store/store-sample.ts';

const placed = {
  target: target('a', {
    thresholds: { warnMs: 500, criticalMs: 1000, failingShareRatio: null },
  }),
};
const never = () => null;

function stateAfter(samples: readonly Sample[], now = T0 + MINUTE_MS) {
  const states = new TargetStates();
  for (const sample of samples) states.observe(sample);
  return states.stateOf(placed, now, never);
}

describe('how a target does by its newest slot', () => {
  it.each([
    ['normal below the critical threshold', [sampleAt('a', T0, { totalMs: 1000 })], 'normal'],
    ['slow above it', [sampleAt('a', T0, { totalMs: 1000.001 })], 'slow'],
    ['failing where it failed', [failureAt('a', T0)], 'failing'],
    [
      'failing where the confirmation failed too',
      [failureAt('a', T0), failureAt('a', T0, { attempt: 2 })],
      'failing',
    ],
    [
      'normal where the confirmation succeeded',
      [failureAt('a', T0), sampleAt('a', T0, { attempt: 2 })],
      'normal',
    ],
    [
      'failing by the newest slot, whatever came before and in whichever order',
      [failureAt('a', T0 + MINUTE_MS), sampleAt('a', T0)],
      'failing',
    ],
    ['blocked where measuring is blocked', [failureAt('a', T0, { reason: 'blocked' })], 'blocked'],
    ['unknown where the slot was missed', [missedAt('a', T0)], 'unknown'],
    [
      'unknown where the prober is to blame',
      [failureAt('a', T0, { reason: 'internal', blame: 'prober' })],
      'unknown',
    ],
    [
      'the worst of its families',
      [sampleAt('a', T0), failureAt('a', T0, { family: 6 })],
      'failing',
    ],
    ['unknown without a sample', [], 'unknown'],
  ] as const)('is %s', (_, samples, judgement) => {
    expect(stateAfter(samples)).toEqual({ judgement, suspect: false, ratio: null });
  });

  it('says where it rests on a sample that is not to be trusted, and prefers one that is', () => {
    const suspect = { validity: 'suspect', suspectCause: 'clock' } as const;
    const failing = { judgement: 'failing', suspect: true };
    expect(stateAfter([failureAt('a', T0, suspect)])).toMatchObject(failing);
    const other = sampleAt('a', T0, { family: 6 });
    expect(stateAfter([failureAt('a', T0, suspect), other])).toMatchObject({
      judgement: 'normal',
      suspect: false,
    });
  });

  it('is in planned work while that goes on, and unknown once the sample is old', () => {
    const states = new TargetStates();
    states.observe(failureAt('a', T0));
    const active = { window: 'w', title: null, from: T0, to: T0 + HOUR_MS };
    expect(states.stateOf(placed, T0, () => active).judgement).toBe('maintenance');
    expect(states.stateOf(placed, T0 + 4 * HOUR_MS, never).judgement).toBe('unknown');
    states.keepOnly(new Set());
    expect(states.stateOf(placed, T0, never).judgement).toBe('unknown');
  });
});

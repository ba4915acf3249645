import { expect } from 'vitest';
import { PHASES, type Phase } from '../../src/core/words/outcome.ts';
import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import { sumOfPhases } from './sum-of-phases.ts';

/** A busy machine may fire the deadline's timer late by this much, ms. */
const LATENESS_MS = 10_000;

/** What holds for every record of a probe that ran, whatever the target did. */
export function expectSoundRecord({ sample, hops }: ProbeRecord, timeoutMs: number): void {
  expect(sumOfPhases(sample.phases)).toBe(sample.totalMs);
  expect(sample.totalMs).toBeLessThan(timeoutMs + LATENESS_MS);
  expect(sample.hops).toBe(hops.length);
  for (const hop of hops) expect(sumOfPhases(hop.phases)).toBe(hop.totalMs);
  if (sample.outcome === 'success') {
    expect(sample).toMatchObject({ reason: null, blame: null, failedPhase: null });
    return;
  }
  expect(sample.outcome).toBe('failure');
  expect(sample.reason).not.toBeNull();
  expect(sample.blame).not.toBeNull();
  if (sample.failedPhase !== null && hops.length <= 1) {
    expect(sample.phases[sample.failedPhase]).toBeNull();
  }
}

/** The phases that a record has a duration of, in the order of time, without `other`. */
export function completedPhases({ sample }: ProbeRecord): readonly Phase[] {
  return PHASES.filter((phase) => phase !== 'other' && sample.phases[phase] !== null);
}

import { describe, expect, it } from 'vitest';
import {
  type HopInstants,
  phasesOfProbe,
  roundMs,
  timingOfHop,
  toUs,
} from '../../../src/core/time/phases.ts';
import { PHASES } from '../../../src/core/words/outcome.ts';
import { NO_PHASES } from '../../../src/core/words/sample.ts';
import { seeded } from '../../support/seeded.ts';
import { sumOfPhases } from '../../support/sum-of-phases.ts';

const NEVER: HopInstants = {
  start: 0,
  lookupStart: null,
  lookupEnd: null,
  connectStart: null,
  connectEnd: null,
  secureConnectStart: null,
  secureConnectEnd: null,
  requestStart: null,
  requestEnd: null,
  responseStart: null,
  responseEnd: null,
  end: 0,
};
const ORDER = [
  'lookupStart',
  'lookupEnd',
  'connectStart',
  'connectEnd',
  'secureConnectStart',
  'secureConnectEnd',
  'requestStart',
  'requestEnd',
  'responseStart',
  'responseEnd',
] as const;

describe('the phases of a hop', () => {
  it('are the time between their instants, gaps in other', () => {
    const timing = timingOfHop({
      start: 100,
      lookupStart: 101,
      lookupEnd: 103.5,
      connectStart: 104,
      connectEnd: 114,
      secureConnectStart: 114,
      secureConnectEnd: 134.25,
      requestStart: 135,
      requestEnd: 135.125,
      responseStart: 185.125,
      responseEnd: 190,
      end: 191,
    });
    expect(timing).toEqual({
      phases: {
        dns: 2.5,
        connect: 10,
        tls: 20.25,
        send: 0.125,
        wait: 50,
        transfer: 4.875,
        other: 3.25,
      },
      totalMs: 91,
      openPhase: null,
    });
  });

  it('leave a phase in progress null, name it, and put its time into other', () => {
    const timing = timingOfHop({
      ...NEVER,
      lookupStart: 1,
      lookupEnd: 2,
      connectStart: 2,
      end: 50,
    });
    expect(timing.openPhase).toBe('connect');
    expect(timing.phases).toEqual({ ...NO_PHASES, dns: 1, other: 49 });
    const waiting = timingOfHop({ ...NEVER, requestStart: 1, requestEnd: 1, end: 10 });
    expect(waiting).toMatchObject({ openPhase: 'wait', phases: { send: 0, wait: null } });
    const reading = timingOfHop({ ...NEVER, requestEnd: 1, responseStart: 2, end: 10 });
    expect(reading).toMatchObject({ openPhase: 'transfer', phases: { wait: 1, transfer: null } });
  });

  it('sum to the total in whole µs over generated instants, wherever the hop ends', () => {
    const random = seeded(11);
    const wrong: HopInstants[] = [];
    for (let round = 0; round < 20_000; round += 1) {
      const instants = generated(random);
      const { phases, totalMs, openPhase } = timingOfHop(instants);
      const sums = toUs(sumOfPhases(phases)) === toUs(totalMs);
      const isOpenNull = openPhase === null || phases[openPhase] === null;
      const isNegative = PHASES.some((phase) => (phases[phase] ?? 0) < 0);
      if (!sums || !isOpenNull || isNegative) wrong.push(instants);
    }
    expect(wrong).toEqual([]);
  });

  it('are never negative where a clock or an event came late', () => {
    const { phases } = timingOfHop({ ...NEVER, lookupStart: 5, lookupEnd: 4, end: 1 });
    expect(phases).toMatchObject({ dns: 0, other: 1 });
    const short = timingOfHop({ ...NEVER, requestStart: 0, requestEnd: 5, end: 3 });
    expect(short.phases.other).toBe(0);
  });
});

describe('the phases of a probe', () => {
  it('sum over its hops, and over the gaps between them, to its total', () => {
    const random = seeded(12);
    const wrong: unknown[] = [];
    for (let round = 0; round < 5000; round += 1) {
      const count = Math.floor(random() * 6);
      const hops = Array.from({ length: count }, () => timingOfHop(generated(random)));
      const gapsMs = roundMs(random() * 3);
      const totalMs = roundMs(hops.reduce((sum, hop) => sum + hop.totalMs, gapsMs));
      const phases = phasesOfProbe(
        hops.map((hop) => hop.phases),
        totalMs,
      );
      const sums = toUs(sumOfPhases(phases)) === toUs(totalMs);
      const isKept = PHASES.filter((phase) => phase !== 'other').every(
        (phase) => (phases[phase] === null) === hops.every((hop) => hop.phases[phase] === null),
      );
      if (!sums || !isKept) wrong.push({ hops, totalMs });
    }
    expect(wrong).toEqual([]);
  });

  it('are all other where there was no hop', () => {
    expect(phasesOfProbe([], 2.5)).toEqual({ ...NO_PHASES, other: 2.5 });
  });

  it('count a measured zero as a phase that happened', () => {
    const hop = { ...NO_PHASES, send: 0 };
    expect(phasesOfProbe([hop, NO_PHASES], 1)).toEqual({ ...NO_PHASES, send: 0, other: 1 });
  });

  it('have no negative other where the hops last longer than the probe', () => {
    expect(phasesOfProbe([{ ...NO_PHASES, wait: 5 }], 3).other).toBe(0);
  });
});

describe('durations', () => {
  it('are multiples of a µs', () => {
    expect(toUs(1.0004)).toBe(1000);
    expect(roundMs(1.0006)).toBe(1.001);
  });
});

/** Instants in order, some phases skipped, ending anywhere; fractional as a monotonic clock gives them. */
function generated(random: () => number): HopInstants {
  const instants: Record<keyof HopInstants, number | null> & { start: number; end: number } = {
    ...NEVER,
    start: random() * 1e6,
  };
  let now = instants.start;
  const step = () => {
    now += random() < 0.2 ? 0 : random() ** 4 * 2000;
    return now;
  };
  const stopAfter = Math.floor(random() * (ORDER.length + 1));
  const skipped = random() < 0.3 ? ['lookupStart', 'lookupEnd'] : [];
  if (random() < 0.3) skipped.push('secureConnectStart', 'secureConnectEnd');
  for (const name of ORDER.slice(0, stopAfter)) {
    if (!skipped.includes(name)) instants[name] = step();
  }
  instants.end = step();
  return instants;
}

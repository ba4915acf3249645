import { describe, expect, it } from 'vitest';
import { doubtedFor } from '../../../src/probe/pool/loop-doubt.ts';

const SOUND = { validity: 'valid', suspectCause: null } as const;
const FELT = { validity: 'suspect', suspectCause: 'loop_delay' } as const;

describe('the doubt of a probe whose thread was late', () => {
  it.each([
    { delayMs: 0, totalMs: 0, told: SOUND },
    { delayMs: 10, totalMs: 3, told: SOUND },
    { delayMs: 10.001, totalMs: 3, told: FELT },
    { delayMs: 10.001, totalMs: null, told: FELT },
    { delayMs: 10, totalMs: 200, told: SOUND },
    { delayMs: 10.001, totalMs: 200, told: FELT },
    { delayMs: 200, totalMs: 600, told: FELT },
    { delayMs: 200, totalMs: 3999, told: FELT },
    { delayMs: 200, totalMs: 4000, told: SOUND },
  ])('by $delayMs ms within $totalMs ms is $told.validity', ({ delayMs, totalMs, told }) => {
    expect(doubtedFor(delayMs, { ...SOUND, totalMs })).toEqual(told);
  });

  it('does not hide another that is known', () => {
    const clock = { validity: 'suspect', suspectCause: 'clock' } as const;
    expect(doubtedFor(200, { ...clock, totalMs: 100 })).toEqual(clock);
    expect(doubtedFor(0, { ...clock, totalMs: 100 })).toEqual(clock);
  });
});

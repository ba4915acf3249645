import type { Sample } from '../../core/words/sample.ts';

/** A probe is doubted when the loop was late by more than the larger of these two, ms and share of `totalMs`. */
const SUSPECT_DELAY_MS = 10;
const SUSPECT_DELAY_RATIO = 0.05;

/**
 * The validity of a probe during which the thread's loop was late by `loopDelayMs` at most; one that is
 * suspect already keeps its cause.
 */
export function doubtedFor(
  loopDelayMs: number,
  { totalMs, validity, suspectCause }: Pick<Sample, 'totalMs' | 'validity' | 'suspectCause'>,
): Pick<Sample, 'validity' | 'suspectCause'> {
  const allowedMs = Math.max(SUSPECT_DELAY_MS, SUSPECT_DELAY_RATIO * (totalMs ?? 0));
  if (loopDelayMs <= allowedMs || validity !== 'valid') return { validity, suspectCause };
  return { validity: 'suspect', suspectCause: 'loop_delay' };
}

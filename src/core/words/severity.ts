import type { IncidentTarget } from './incident.ts';

/** Depth of a site that gives no answer, and of one that answers now and then. */
const FAILING_DEPTH = 1;
const FLAPPING_DEPTH = 0.5;
const LEAST_SLOW_DEPTH = 0.1;
const MOST_SLOW_DEPTH = 0.9;

/**
 * How bad it is for whoever asks the site, 0 to 1: failing 1, flapping 0.5, slow log10 of its ratio to
 * normal between 0.1 and 0.9 (twice as long 0.3, three times 0.48, ten times 0.9). Other judgements
 * have none.
 */
export function depthOf({ judgement, ratio }: Pick<IncidentTarget, 'judgement' | 'ratio'>): number {
  if (judgement === 'failing') return FAILING_DEPTH;
  if (judgement === 'flapping') return FLAPPING_DEPTH;
  if (judgement !== 'slow') return 0;
  return Math.min(MOST_SLOW_DEPTH, Math.max(LEAST_SLOW_DEPTH, Math.log10(ratio ?? 1)));
}

/**
 * Sites × depth × duration, in minutes of one site without an answer, rounded to tenths: the sum over the
 * targets of depth · minutes. Depth is that of the worst so far, so it errs upwards.
 */
export function severityOf(targets: readonly IncidentTarget[], at: number): number {
  const sum = targets.reduce((total, target) => {
    const minutes = Math.max(0, (target.to ?? at) - target.from) / 60_000;
    return total + depthOf(target) * minutes;
  }, 0);
  return Math.round(sum * 10) / 10;
}

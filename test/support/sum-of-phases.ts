import { toUs } from '../../src/core/time/phases.ts';
import { PHASES } from '../../src/core/words/outcome.ts';
import type { Phases } from '../../src/core/words/sample.ts';

/** Sum of the non-null phases, ms, exact to the µs. */
export function sumOfPhases(phases: Phases): number {
  let sumUs = 0;
  for (const phase of PHASES) sumUs += toUs(phases[phase] ?? 0);
  return sumUs / 1000;
}

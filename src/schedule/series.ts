import type { ProbeTarget } from '../core/words/probe-record.ts';

/** One series (target × family) in the schedule; it lives as long as the target keeps its id. */
export interface Series {
  /** As `seriesOf` names it. */
  readonly key: string;
  /** Place inside the interval, in [0, 1). */
  readonly ratio: number;
  /** What the next probe measures; an edit that leaves the schedule alone replaces only this. */
  target: ProbeTarget;
  expression: string;
  /** Epoch ms; slots of earlier firings are not its own. */
  effectiveFrom: number;
}

/** The order inside a firing; equal places by name, so that it never depends on the order of files. */
export function byRatio(a: Series, b: Series): number {
  return a.ratio - b.ratio || (a.key < b.key ? -1 : 1);
}

import type { JudgedSample } from '../../src/judge/rules/target/series-settings.ts';
import { alarmsOf } from './event-figures.ts';
import { RIVALS } from './rivals.ts';
import type { Stretch } from './vus-pr.ts';

/** What a rule beside ours would have raised on the answers of a made target. */
export interface RivalAlarms {
  readonly rule: string;
  /** Of points of {@link answersOf}, in order. */
  readonly alarms: readonly Stretch[];
}

/** First attempts that were answered: the rules beside ours know no failures. */
export function answersOf(samples: readonly JudgedSample[]): readonly JudgedSample[] {
  return samples.filter(
    ({ attempt, totalMs, outcome }) => attempt === 1 && totalMs !== null && outcome === 'success',
  );
}

/** Slower answers alone count. `limitFrom`: points that a fixed threshold is set by; default a week. */
export function rivalAlarms(
  answers: readonly JudgedSample[],
  intervalMs: number,
  limitFrom?: number,
): readonly RivalAlarms[] {
  const values = Float64Array.from(answers, ({ totalMs }) => totalMs ?? 0);
  const options = { intervalMs, both: false, ...(limitFrom === undefined ? {} : { limitFrom }) };
  return RIVALS.map((rival) => ({
    rule: rival.name,
    alarms: alarmsOf(rival.score(values, options), rival.alarm),
  }));
}

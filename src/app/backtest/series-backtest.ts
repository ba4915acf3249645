import { PLAIN_CALENDAR } from '../../core/calendar.ts';
import { dayKindsOf } from '../../core/time/day-kind.ts';
import type { Text } from '../../core/words/language.ts';
import { NO_PHASES } from '../../core/words/sample.ts';
import { createDayClock } from '../../judge/rules/target/day-clock.ts';
import { judgeSample } from '../../judge/rules/target/judge-sample.ts';
import type { JudgedSample, SeriesSettings } from '../../judge/rules/target/series-settings.ts';
import { createSeriesState } from '../../judge/rules/target/series-state.ts';
import {
  type UnusualStretch,
  UnusualStretches,
} from '../../judge/rules/target/unusual-stretches.ts';
import type { PlainSeries } from './read-series.ts';
import { reasonOf } from './stretch-reason.ts';

export interface SeriesOptions {
  /** null = the middle one of the first {@link FIRST_DISTANCES} distances between points. */
  readonly intervalMs: number | null;
  /** A value of 0 was not measured. */
  readonly zeroIsGap: boolean;
}

export interface SeriesBacktest {
  readonly intervalMs: number;
  /** One a point; 0 or more, finite. */
  readonly scores: Float64Array;
  readonly events: readonly SeriesEvent[];
}

export interface SeriesEvent extends UnusualStretch {
  readonly reason: Text;
}

/** As many answers as teach a normal: before, nothing is said of a point. */
const FIRST_DISTANCES = 20;

/**
 * What the rules on a single target say of a plain series, each point judged by those before it. A value
 * that was not measured says nothing: its score is what is left of that before.
 */
export function backtestSeries(series: PlainSeries, options: SeriesOptions): SeriesBacktest {
  const { times, values } = series;
  const intervalMs = options.intervalMs ?? usualDistance(times);
  const settings: SeriesSettings = {
    intervalMs,
    thresholds: { warnMs: null, criticalMs: null },
    clock: createDayClock('UTC', dayKindsOf(PLAIN_CALENDAR, null)),
    confirmed: 'by-next-slot',
    minExcessMs: 0,
  };
  const context = { settings, inMaintenance: false, mayAdopt: true };
  const state = createSeriesState();
  const stretches = new UnusualStretches();
  const scores = new Float64Array(times.length);
  times.forEach((at, index) => {
    const value = values[index] ?? Number.NaN;
    const isGap = options.zeroIsGap && value === 0;
    const verdict = judgeSample(state, sampleOf(at, isGap ? null : value), context);
    scores[index] = verdict.score;
    const measured = isGap || Number.isNaN(value) ? null : value;
    stretches.add({ at, value: measured, verdict });
  });
  const end = (times.at(-1) ?? 0) + intervalMs;
  const events = stretches.finish(end).map((each) => ({ ...each, reason: reasonOf(each) }));
  return { intervalMs, scores, events };
}

/** `value`: NaN = failed, null = missed. */
function sampleOf(at: number, value: number | null): JudgedSample {
  const failed = value !== null && Number.isNaN(value);
  return {
    scheduledAt: at,
    attempt: 1,
    outcome: value === null ? 'missed' : failed ? 'failure' : 'success',
    reason: value === null ? 'paused' : failed ? 'timeout' : null,
    blame: value === null ? 'prober' : failed ? 'target' : null,
    failedPhase: null,
    phases: NO_PHASES,
    totalMs: failed ? null : value,
    validity: 'valid',
  };
}

const MINUTE_MS = 60_000;

function usualDistance(times: Float64Array): number {
  const distances = times
    .subarray(1, FIRST_DISTANCES + 1)
    .map((at, index) => at - (times[index] ?? 0))
    .filter((distance) => distance > 0)
    .sort();
  return distances[distances.length >> 1] ?? MINUTE_MS;
}

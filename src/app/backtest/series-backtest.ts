import { PLAIN_CALENDAR } from '../../core/calendar.ts';
import { dayKindsOf } from '../../core/time/day-kind.ts';
import type { Text } from '../../core/words/language.ts';
import { NO_PHASES } from '../../core/words/sample.ts';
import { createDayClock } from '../../judge/rules/target/day-clock.ts';
import { judgeSample } from '../../judge/rules/target/judge-sample.ts';
import { FAILED_SCORE } from '../../judge/rules/target/rule.ts';
import type { JudgedSample, SeriesSettings } from '../../judge/rules/target/series-settings.ts';
import { createSeriesState } from '../../judge/rules/target/series-state.ts';
import {
  type UnusualStretch,
  UnusualStretches,
} from '../../judge/rules/target/unusual-stretches.ts';
import type { PlainSeries } from './read-series.ts';
import { reasonOf } from './stretch-reason.ts';

export interface SeriesOptions {
  /** null = the middle one of the distances between points. */
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

/** What the rules on a single target say of a plain series, each point judged by those before it. */
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
  let gaps = 0;
  times.forEach((at, index) => {
    const value = values[index] ?? Number.NaN;
    const isGap = options.zeroIsGap && value === 0;
    const verdict = judgeSample(state, sampleOf(at, isGap ? null : value), context);
    scores[index] = isGap ? Math.max(verdict.score, gapScore(gaps, index)) : verdict.score;
    if (isGap) gaps += 1;
    const measured = isGap || Number.isNaN(value) ? null : value;
    stretches.add({ at, value: measured, verdict });
  });
  const end = (times.at(-1) ?? 0) + intervalMs;
  const events = stretches.finish(end).map((each) => ({ ...each, reason: reasonOf(each) }));
  return { intervalMs, scores, events };
}

/** Share of gaps from which one more of them is nothing unusual. */
const COMMON_GAPS = 0.05;

/** Score of a gap after `points` points of which `gaps` were gaps: up to that of a failed sample. */
function gapScore(gaps: number, points: number): number {
  return points === 0 ? 0 : FAILED_SCORE * Math.max(0, 1 - gaps / points / COMMON_GAPS);
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
    .subarray(1)
    .map((at, index) => at - (times[index] ?? 0))
    .filter((distance) => distance > 0)
    .sort();
  return distances[distances.length >> 1] ?? MINUTE_MS;
}

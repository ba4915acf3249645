import { readTime } from '../core/time/read-time.ts';
import type { Family } from '../core/words/outcome.ts';
import type { DayQuery, TargetSamplesQuery, UsualQuery } from './sources.ts';

const DAY_MS = 86_400_000;
/** Length of the finest roll-up: a step is a multiple of it. */
const STEP_UNIT_MS = 300_000;
/** Periods of one answer at most. */
const MAX_PERIODS = 5000;

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
};

const TIME_EXPECTED = 'an ISO time or epoch milliseconds is expected';

/** A query, or the sentence that says what is wrong with it. */
export type Read<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: string };

/** `from`, `to`, `step`, `family` of a samples query; without a range the last 24 hours. */
export function readSamplesQuery(
  target: string,
  param: (name: string) => string | undefined,
  context: { readonly now: number; readonly timezone: string },
): Read<TargetSamplesQuery> {
  const to = readInstant(param('to') ?? String(context.now), context.timezone);
  if (to === null) return bad(`to: ${TIME_EXPECTED}`);
  const from = readInstant(param('from') ?? String(to - DAY_MS), context.timezone);
  if (from === null) return bad(`from: ${TIME_EXPECTED}`);
  if (from >= to) return bad('from: it must lie before to');
  const step = param('step');
  const stepMs = step === undefined ? null : readStep(step);
  if (step !== undefined && stepMs === null) {
    return bad('step: a multiple of 5 minutes is expected, as in 5m, 1h, 1d or milliseconds');
  }
  if (stepMs !== null && (to - from) / stepMs > MAX_PERIODS) {
    return bad(`step: the range has more than ${MAX_PERIODS} such steps`);
  }
  const family = readFamily(param('family'));
  if (family === undefined) return bad('family: 4 or 6 is expected');
  return { value: { target, from, to, stepMs, family }, problem: null };
}

/** `family` and `at` of a query for what is usual. */
export function readUsualQuery(
  target: string,
  param: (name: string) => string | undefined,
  timezone: string,
): Read<UsualQuery> {
  const family = readFamily(param('family'));
  if (family === undefined) return bad('family: 4 or 6 is expected');
  const at = readMoment('at', param('at'), timezone);
  return at.problem === null ? { value: { target, family, at: at.value }, problem: null } : at;
}

/** `on` and `sector` of a day's query. */
export function readDayQuery(
  param: (name: string) => string | undefined,
  timezone: string,
): Read<Omit<DayQuery, 'of'>> {
  const on = readMoment('on', param('on'), timezone);
  const sector = param('sector') ?? null;
  return on.problem === null ? { value: { on: on.value, sector }, problem: null } : on;
}

/** Epoch ms; null = it is absent. */
function readMoment(name: string, text: string | undefined, timezone: string): Read<number | null> {
  if (text === undefined) return { value: null, problem: null };
  const value = readInstant(text, timezone);
  return value === null ? bad(`${name}: ${TIME_EXPECTED}`) : { value, problem: null };
}

/** The furthest instant that every zone's calendar can hold, ms from the epoch. */
const FURTHEST_MS = 8_000_000_000_000_000;

/** Epoch ms, as `readTime` reads it; a plus sign that was not encoded arrives as a space. */
export function readInstant(text: string, timezone: string): number | null {
  const at = readTime(text.replace(/(T\S*) (\d{2}:?\d{2})$/, '$1+$2'), timezone);
  return at !== null && Math.abs(at) <= FURTHEST_MS ? at : null;
}

function readStep(text: string): number | null {
  const match = /^(\d{1,12})(ms|s|m|h|d)?$/.exec(text);
  const stepMs = Number(match?.[1]) * (UNIT_MS[match?.[2] ?? 'ms'] ?? Number.NaN);
  return stepMs > 0 && stepMs % STEP_UNIT_MS === 0 ? stepMs : null;
}

/** null where it is absent; undefined = not a family. */
function readFamily(text: string | undefined): Family | null | undefined {
  if (text === undefined) return null;
  if (text === '4') return 4;
  return text === '6' ? 6 : undefined;
}

function bad(problem: string): Read<never> {
  return { value: null, problem };
}

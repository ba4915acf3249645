import { DAY_KINDS, type DayKind } from '../../../core/calendar.ts';

/** Onsets that lie together belong together, ms. */
export const WINDOW_MS = 600_000;
/** A longer time between two evaluations was not looked at, ms. */
export const MOST_GAP_MS = 300_000;

/** One number for each kind of day. */
export type ByDayKind = Readonly<Record<DayKind, number>>;

/** What one member has gone through, all that is kept of it. */
export interface MemberRate {
  /** Onsets of its own, those that belonged to no pattern. */
  readonly onsets: ByDayKind;
  /** Where its sector's clock stood when counting began. */
  readonly from: ByDayKind;
}

export const NO_TIME: ByDayKind = { workday: 0, weekend: 0, holiday: 0, 'year-end': 0 };
/** Of a member that was never seen. */
export const NO_RATE: MemberRate = { onsets: NO_TIME, from: NO_TIME };

/** DESIGN §8: 0.5 onsets per 30 days, before anything is known of a member. */
const PRIOR_ONSETS = 0.5;
const PRIOR_WINDOWS = (30 * 86_400_000) / WINDOW_MS;
/** Quiet beyond 90 days makes nobody quieter. */
const MOST_WINDOWS = 3 * PRIOR_WINDOWS;
const LEAST_PROBABILITY = PRIOR_ONSETS / (MOST_WINDOWS + PRIOR_WINDOWS);
const MOST_PROBABILITY = 0.5;

/**
 * Probability that a member's trouble begins in one window of this kind of day: the mean of the Beta
 * distribution of prior (0.5 onsets in 30 days of windows) and what was counted, (onsets + 0.5) / (windows
 * + 4320). Assumes windows of one kind of day to be alike. Between 2.9e-5, for who was quiet for 90 days,
 * and 0.5.
 */
export function onsetProbability(rate: MemberRate, clock: ByDayKind, kind: DayKind): number {
  const windows = clock[kind] - rate.from[kind];
  const mean = (rate.onsets[kind] + PRIOR_ONSETS) / (windows + PRIOR_WINDOWS);
  return Math.min(MOST_PROBABILITY, Math.max(LEAST_PROBABILITY, mean));
}

/**
 * One onset more. Beyond 90 days both counts are halved, so that a member is judged by its recent past:
 * two numbers a kind of day, however long it is measured.
 */
export function taughtRate(rate: MemberRate, clock: ByDayKind, kind: DayKind): MemberRate {
  const { onsets, from } = rate;
  const windows = clock[kind] - from[kind];
  const isLong = windows > MOST_WINDOWS;
  return {
    onsets: { ...onsets, [kind]: (isLong ? onsets[kind] / 2 : onsets[kind]) + 1 },
    from: isLong ? { ...from, [kind]: from[kind] + windows / 2 } : from,
  };
}

/** Of a sector; nothing where it was never looked at. */
export function clockOf(clocks: ReadonlyMap<string, ByDayKind>, sector: string): ByDayKind {
  return clocks.get(sector) ?? NO_TIME;
}

/** The clock of a sector after `ms` of a kind of day, in windows. */
export function advancedClock(clock: ByDayKind, kind: DayKind, ms: number): ByDayKind {
  return { ...clock, [kind]: clock[kind] + ms / WINDOW_MS };
}

/** As numbers in the order of the kinds, rounded to thousandths of a window. */
export function numbersOfKinds(each: ByDayKind): readonly number[] {
  return DAY_KINDS.map((kind) => Math.round(each[kind] * 1000) / 1000);
}

/** Inverse of {@link numbersOfKinds}; what is absent is 0. */
export function kindsOfNumbers(numbers: readonly number[]): ByDayKind {
  const [workday = 0, weekend = 0, holiday = 0, yearEnd = 0] = numbers;
  return { workday, weekend, holiday, 'year-end': yearEnd };
}

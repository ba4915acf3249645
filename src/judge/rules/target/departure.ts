import { clipped, residualOf } from './residual.ts';
import { DAY_MS, RULE } from './rule.ts';
import { type Lesson, placeOf, type SeasonNormal, seasonNormalOf, teachSeason } from './season.ts';
import type { Direction, SeriesSettings } from './series-settings.ts';
import type { SeriesState } from './series-state.ts';
import { followFormer, followShift, isNearFormer } from './shift.ts';

/** How an answer stands to what was expected of it. */
export interface Departure {
  /** ms */
  readonly normalMs: number;
  readonly residual: number;
  readonly score: number;
  readonly direction: Direction | null;
  readonly isAdopted: boolean;
  readonly isLearned: boolean;
  /** 1 where this time of day was never seen, towards 0 with each day. */
  readonly unknown: number;
}

export interface Answer {
  readonly at: number;
  readonly value: number;
  readonly settings: SeriesSettings;
  readonly mayAdopt: boolean;
}

/** Whether the series has a normal of its own at `at`. */
export function isLearnedAt(state: SeriesState, at: number): boolean {
  return state.taught >= RULE.learnAnswers && at - state.firstTaughtAt >= RULE.learnMs;
}

/** Below the logarithm of any value that a measurement has; keeps figures finite. */
const LEAST_LEVEL = -30;

/** Judges one answer by what was known before it, then learns from it; null where nothing is expected. */
export function observeAnswer(state: SeriesState, answer: Answer): Departure | null {
  const { at, value, settings } = answer;
  if (Number.isNaN(state.quick) && value > 0) state.quick = Math.log(value);
  if (Number.isNaN(state.quick)) return null;
  const place = placeOf(settings.clock.momentOf(at), settings.intervalMs);
  const perBin = Math.max(1, DAY_MS / place.bins / settings.intervalMs);
  const season = seasonNormalOf(state, place, perBin);
  const blended =
    season.weight === 0
      ? state.quick
      : season.weight * (season.level + state.drift) + (1 - season.weight) * state.quick;
  const isFormer = isNearFormer(state, at, value, blended);
  const normal = Math.max(LEAST_LEVEL, isFormer ? blended + state.former : blended);
  const residual = residualOf(value, Math.exp(normal));
  const isLearned = isLearnedAt(state, at);
  const size = isLearned
    ? sizeOf(state, { residual, value, normal, rest: restOf(state, season) })
    : 0;
  const limit = RULE.clip * Math.max(state.spread, RULE.least);
  const lesson = { place, perBin, normal, residual, limit };
  const isUnusual = size > RULE.unusual;
  const unknown = (1 - season.weight) ** 2;
  const rate = isUnusual || state.isSlow === 1 ? leakOf(state, at, unknown) : 1;
  const teaches = value > RULE.leastRatio * Math.exp(normal);
  if (teaches) {
    learnSpreads(state, { ...answer, residual, normal, isUnusual });
    if (isFormer) followFormer(state, settings.intervalMs);
    else learnLevels(state, answer, { ...lesson, rate });
  }
  holdScore(state, size);
  state.normal = normal;
  return {
    normalMs: Math.exp(normal),
    residual,
    score: state.score,
    direction: state.score === 0 ? null : residual >= 0 ? 'slower' : 'faster',
    isAdopted: teaches && followShift(state, { ...answer, residual, isUnusual }),
    isLearned,
    unknown,
  };
}

/** Takes the distance of the newest sample into the score, which keeps larger ones for a while. */
export function holdScore(state: SeriesState, distance: number): void {
  state.distance = distance;
  state.score = Math.max(distance, state.score * Math.exp(-1 / RULE.hold));
}

interface Distance {
  readonly residual: number;
  readonly value: number;
  readonly normal: number;
}

/** Distance from normal and from the answers before, in usual sizes of each. */
function sizeOf(
  state: SeriesState,
  { residual, value, normal, rest }: Distance & { readonly rest: number },
): number {
  const smooth = state.smooth + (residual - state.smooth) / RULE.smooth;
  const spread = Math.max(rest * state.spread, RULE.least);
  const smoothSpread = Math.max(rest * state.smoothSpread, RULE.least / Math.sqrt(RULE.smooth));
  const step = stepOf(state, value, normal) / Math.max(state.stepSpread, RULE.least);
  state.deviation = residual / spread;
  const level = Math.max(Math.abs(residual) / spread, Math.abs(smooth) / smoothSpread);
  return Math.min(RULE.largest, level + Math.abs(step));
}

/**
 * With which part of their rate levels learn from an unusual answer: not at all during a slow stretch,
 * but for the first day, on which a rhythm that is not known yet looks like one.
 */
function leakOf(state: SeriesState, at: number, unknown: number): number {
  const isYoung = at - state.firstTaughtAt < DAY_MS;
  return state.isSlow === 1 && !isYoung ? 0 : RULE.unknownRate * unknown;
}

function spreadRateOf(state: SeriesState, isUnusual: boolean): number {
  if (state.isSlow === 1) return 0;
  return isUnusual ? RULE.unusualRate : 1;
}

/** The spread of this time of day over that of the series, as far as it is known. */
function restOf({ spread: usual }: SeriesState, { spread, weight }: SeasonNormal): number {
  if (weight === 0 || usual === 0) return 1;
  const ratio = Math.max(RULE.calm, Math.min(RULE.restless, spread / usual));
  return 1 + weight * (ratio - 1);
}

/** The answer against those just before it, on the scale of residuals. */
function stepOf(state: SeriesState, value: number, normal: number): number {
  const scale = Math.exp(normal);
  return residualOf(value, scale) - residualOf(state.before, scale);
}

function learnSpreads(
  state: SeriesState,
  { at, value, settings, residual, normal, isUnusual }: Answer & Distance & { isUnusual: boolean },
): void {
  if (state.taught === 0) state.firstTaughtAt = at;
  state.taught += 1;
  if (Number.isNaN(state.before)) state.before = value;
  const step = Math.abs(stepOf(state, value, normal));
  state.before += RULE.step * (value - state.before);
  state.smooth += (residual - state.smooth) / RULE.smooth;
  const memory = Math.max(RULE.spreadAnswers, RULE.spreadMs / settings.intervalMs);
  const rate = spreadRateOf(state, isUnusual) / Math.min(state.taught, memory);
  const isSteady = state.taught > RULE.learnAnswers;
  state.spread = spreadAfter(state.spread, Math.abs(residual), { rate, isSteady });
  state.smoothSpread = spreadAfter(state.smoothSpread, Math.abs(state.smooth), { rate, isSteady });
  state.stepSpread = spreadAfter(state.stepSpread, step, { rate, isSteady });
}

/** A spread after one more size, which counts up to three spreads once the first ones are in. */
export function spreadAfter(
  spread: number,
  size: number,
  { rate, isSteady }: { readonly rate: number; readonly isSteady: boolean },
): number {
  const counted = isSteady ? Math.min(size, RULE.clip * spread) : size;
  return spread + rate * (RULE.sigma * counted - spread);
}

function learnLevels(state: SeriesState, { value, settings }: Answer, lesson: Lesson): void {
  const { intervalMs } = settings;
  const isEarly = state.taught <= RULE.learnAnswers;
  const quickStep = residualOf(value, Math.exp(state.quick));
  const quickRate = Math.max(1 / state.taught, shareIn(intervalMs, RULE.quickMs));
  state.quick += lesson.rate * quickRate * (isEarly ? quickStep : clipped(quickStep, lesson.limit));
  if (isEarly) return;
  state.drift +=
    lesson.rate * shareIn(intervalMs, RULE.driftMs) * clipped(lesson.residual, lesson.limit);
  const rate = state.isSlow === 1 ? lesson.rate : Math.max(lesson.rate, RULE.seasonRate);
  if (rate > 0) teachSeason(state, { ...lesson, rate });
}

/** What an exponential memory with this half-life takes of a step after `ms`. */
function shareIn(ms: number, halfLifeMs: number): number {
  return 1 - 2 ** (-ms / halfLifeMs);
}

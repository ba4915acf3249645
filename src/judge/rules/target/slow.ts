import { type Departure, spreadAfter } from './departure.ts';
import { clipped, ratioOf, residualOfRatio } from './residual.ts';
import { RULE } from './rule.ts';
import { MIN_EXCESS_MS, MIN_RATIO, type SeriesSettings } from './series-settings.ts';
import { cellOf, RECENT, type SeriesState, TABLE } from './series-state.ts';

/** Figures of the slow rule. */
export const SLOW = {
  /**
   * Answers in each window, shortest first, its spread, and from how many of its spreads it says slow:
   * fewer for a longer one, whose means are nearer to normally distributed and of which a day has fewer.
   * The shortest only agrees.
   */
  windows: [
    [3, 'spread3', Number.POSITIVE_INFINITY],
    [5, 'spread5', 5.6],
    [15, 'spread15', 5],
    [30, 'spread30', 4.8],
  ],
  /** A residual counts up to so many spreads: a single spike does not make a window. */
  clip: 4.5,
  /** The next shorter window has to agree from so many of its spreads. */
  agree: 2.5,
  /** Answers in a row that are well, or answers whose mean is, which end it. */
  wellAnswers: 5,
  wellMean: 15,
  /** Answers in a row above the critical threshold that are slow by themselves. */
  critical: 3,
} as const satisfies {
  windows: readonly (readonly [number, keyof SeriesState, number])[];
  [figure: string]: unknown;
};

/** Takes an answer into the windows and says whether the series is slow with it. */
export function judgeSlow(
  state: SeriesState,
  { at, value, settings }: { at: number; value: number; settings: SeriesSettings },
  departure: Departure,
): void {
  remember(state, departure.residual);
  const leave = residualOfRatio(1 + (MIN_RATIO - 1) / 2);
  const { criticalMs, warnMs } = settings.thresholds;
  const isWarned = warnMs !== null && value >= warnMs && departure.residual >= 2 * state.spread;
  const isCritical = criticalMs !== null && value > criticalMs;
  const isRaised = isCritical || (departure.isLearned && (isWarned || departure.residual >= leave));
  followRun(state, at, isRaised);
  state.criticalAnswers = isCritical ? state.criticalAnswers + 1 : 0;
  const unusual = learnWindows(state, departure, settings);
  if (state.isSlow === 0) {
    const isSlow = departure.isLearned && isRaised && unusual;
    if (state.criticalAnswers < SLOW.critical && !isSlow) return;
    state.isSlow = 1;
    state.slowSince = state.raisedSince;
    state.wellAnswers = 0;
    return;
  }
  if (isRaised) state.wellAnswers = 0;
  else if (state.wellAnswers === 0) state.wellSince = at;
  if (!isRaised) state.wellAnswers += 1;
  const isWell =
    state.wellAnswers >= SLOW.wellAnswers ||
    (!isRaised && isFull(state, SLOW.wellMean) && meanOf(state, SLOW.wellMean, DOUBLE) < leave);
  if (isWell) endSlow(state, state.wellSince);
}

/** Ends the slow stretch, whose answers are in no window after it; `at`: normal since that slot. */
export function endSlow(state: SeriesState, at: number): void {
  if (state.isSlow === 1) {
    state.normalSince = at;
    state.recentCount = Math.min(state.recentCount, state.wellAnswers);
  }
  state.isSlow = 0;
  state.slowSince = Number.NaN;
}

/** The middle one of the last three answers' ratios to normal; there has to be one. */
export function recentRatio(state: SeriesState): number {
  const count = Math.min(3, state.recentCount);
  const last = Float32Array.from({ length: count }, (_, back) => recentAt(state, back)).sort();
  return ratioOf(cellOf(last, count >> 1));
}

function remember(state: SeriesState, residual: number): void {
  state.table[TABLE.recent + state.recentNext] = residual;
  state.recentNext = (state.recentNext + 1) % RECENT;
  state.recentCount = Math.min(RECENT, state.recentCount + 1);
}

/** The residual `back` answers before the newest. */
function recentAt(state: SeriesState, back: number): number {
  return cellOf(state.table, TABLE.recent + ((state.recentNext - 1 - back + RECENT) % RECENT));
}

function isFull(state: SeriesState, answers: number): boolean {
  return state.recentCount >= answers;
}

/** A residual of an answer twice its normal, up to which each counts where heights are compared. */
const DOUBLE = residualOfRatio(2);

function meanOf(state: SeriesState, answers: number, limit: number): number {
  let sum = 0;
  for (let back = 0; back < answers; back += 1) sum += clipped(recentAt(state, back), limit);
  return sum / answers;
}

/** Whether a window and the next shorter one agree that the series is slow; then they learn of it. */
function learnWindows(state: SeriesState, departure: Departure, settings: SeriesSettings): boolean {
  const memory = Math.max(RULE.spreadAnswers, RULE.spreadMs / settings.intervalMs);
  const isSteady = state.taught > RULE.learnAnswers;
  let isFound = false;
  let shorter = Number.NaN;
  let start = state.spread;
  for (const [answers, name, enter] of SLOW.windows) {
    if (!isFull(state, answers)) break;
    const limit = SLOW.clip * Math.max(state.spread, RULE.least);
    const mean = meanOf(state, answers, limit);
    // A longer mean varies less than a shorter one: a safe start for its spread.
    if (state[name] === 0) state[name] = start;
    start = state[name];
    const least = RULE.least / Math.sqrt(answers);
    const deviations = mean / Math.max(state[name], least);
    const isAgreed = Number.isNaN(shorter) || shorter >= SLOW.agree;
    const height = ratioOf(meanOf(state, answers, Math.max(limit, DOUBLE)));
    const isFar = isFarAbove(height, departure, settings);
    if (deviations >= enter && isAgreed && isFar) isFound = true;
    shorter = deviations;
    const rate = (state.isSlow === 1 ? 0 : 1) / Math.min(state.taught, memory);
    state[name] = spreadAfter(state[name], Math.abs(mean), { rate, isSteady });
  }
  return isFound;
}

/** Far enough above normal to be called slow; over the threshold of warning no distance is asked. */
function isFarAbove(
  ratio: number,
  { normalMs, unknown }: Departure,
  settings: SeriesSettings,
): boolean {
  const { warnMs } = settings.thresholds;
  if (warnMs !== null && normalMs * ratio >= warnMs) return true;
  return (
    ratio >= MIN_RATIO * (1 + RULE.unknownRatio * unknown) &&
    normalMs * (ratio - 1) >= (settings.minExcessMs ?? MIN_EXCESS_MS)
  );
}

/** A run of raised answers, in which a single one may be well. */
function followRun(state: SeriesState, at: number, isRaised: boolean): void {
  if (isRaised) {
    if (Number.isNaN(state.raisedSince)) state.raisedSince = at;
    state.raisedGaps = 0;
    return;
  }
  state.raisedGaps += 1;
  if (state.raisedGaps > 1) state.raisedSince = Number.NaN;
}

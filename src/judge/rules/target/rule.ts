const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Figures of the departure rule, chosen on labelled series (docs/bench/judge.md). */
export const RULE = {
  /** A normal is known after both. */
  learnMs: 30 * MINUTE_MS,
  learnAnswers: 20,
  /** Half-lives: the level of the last hour, and the drift of the season. */
  quickMs: HOUR_MS,
  driftMs: DAY_MS,
  /** Memory of the spreads; at least so many answers. */
  spreadMs: 3 * DAY_MS,
  spreadAnswers: 60,
  /** A value below this part of normal teaches nothing. */
  leastRatio: 0.05,
  /** Residuals teach up to so many spreads. */
  clip: 3,
  /** Standard deviation over mean absolute value of a normal distribution: √(π/2). */
  sigma: 1.2533,
  /** Least standard deviation of a residual. */
  least: 0.05,
  /** Answers that `smooth` remembers, and weight of the newest in `before`. */
  smooth: 5,
  step: 0.2,
  /** Score from which an answer does not teach. */
  unusual: 5,
  /** Part of its rate with which a spread still learns from unusual answers. */
  unusualRate: 0.1,
  /** The same for the season, which moves by a step a day at most. */
  seasonRate: 0.3,
  /** Least and largest spread of a time of day over that of the series. */
  calm: 0.5,
  restless: 2.5,
  /** The same for levels, as far as this time of day is not known yet. */
  unknownRate: 0.3,
  /** Least ratio to normal grows by up to so much where this time of day is not known. */
  unknownRatio: 0.3,
  /** How long a shift lasts until it is the new normal; time near normal counts five times against it. */
  adoptMs: 48 * HOUR_MS,
  backFactor: 5,
  /** Answers over which the shift is averaged. */
  shiftAnswers: 120,
  /** How long the normal before is remembered, and how long agreement takes to return to it. */
  formerMs: 14 * DAY_MS,
  returnMs: 30 * MINUTE_MS,
  /** Answers over which a score falls to 1/e. */
  hold: 10,
  largest: 1000,
} as const;

/** Score of a failed sample: among the scores of answers far from normal. */
export const FAILED_SCORE = 100;

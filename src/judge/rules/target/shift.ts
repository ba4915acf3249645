import { ratioOf, residualOf } from './residual.ts';
import { RULE } from './rule.ts';
import type { SeriesSettings } from './series-settings.ts';
import type { SeriesState } from './series-state.ts';

/**
 * Whether an answer lies where the normal was before the last adoption, nearer than to the new one;
 * `normal`: the new one.
 */
export function isNearFormer(
  state: SeriesState,
  at: number,
  value: number,
  normal: number,
): boolean {
  if (!(at < state.formerUntil)) return false;
  const toFormer = Math.abs(residualOf(value, Math.exp(normal + state.former)));
  const isNear = toFormer < RULE.unusual * Math.max(state.spread, RULE.least);
  const isNearer = toFormer < Math.abs(residualOf(value, Math.exp(normal)));
  if (isNear && isNearer) return true;
  state.formerMs = 0;
  return false;
}

/** After half an hour at the former normal it is the normal again, and the other is remembered. */
export function followFormer(state: SeriesState, intervalMs: number): void {
  state.formerMs += intervalMs;
  if (state.formerMs < RULE.returnMs) return;
  moveNormal(state, state.former);
  state.former = -state.former;
  state.formerMs = 0;
}

export interface Shift {
  readonly at: number;
  readonly settings: SeriesSettings;
  readonly mayAdopt: boolean;
  readonly residual: number;
  readonly isUnusual: boolean;
}

/**
 * Counts how long answers have been far from normal and takes their mean as the new normal when that
 * has lasted long enough and may be adopted. True with the answer that does it.
 */
export function followShift(state: SeriesState, shift: Shift): boolean {
  const { at, settings, residual, isUnusual } = shift;
  if (isUnusual) {
    const answers = state.unusualMs / settings.intervalMs + 1;
    state.shift += (residual - state.shift) / Math.min(answers, RULE.shiftAnswers);
    state.unusualMs += settings.intervalMs;
  } else {
    state.unusualMs = Math.max(0, state.unusualMs - RULE.backFactor * settings.intervalMs);
  }
  if (state.unusualMs < RULE.adoptMs || !shift.mayAdopt) return false;
  const by = Math.log(Math.max(RULE.leastRatio, ratioOf(state.shift)));
  moveNormal(state, by);
  state.former = -by;
  state.formerUntil = at + RULE.formerMs;
  state.formerMs = 0;
  return true;
}

function moveNormal(state: SeriesState, by: number): void {
  state.drift += by;
  state.quick += by;
  state.unusualMs = 0;
  state.shift = 0;
  state.smooth = 0;
  state.score = 0;
  state.recentCount = 0;
  state.raisedSince = Number.NaN;
}

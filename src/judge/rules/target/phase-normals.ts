import { PHASES, type Phase } from '../../../core/words/outcome.ts';
import type { Phases } from '../../../core/words/sample.ts';
import { DAY_MS } from './rule.ts';
import { cellOf, type SeriesState, TABLE } from './series-state.ts';

/** Weight of the newest answer in what phases take just now. */
const NEWEST = 1 / 3;
/** Memory of what they usually take. */
const MEMORY_MS = DAY_MS;
/** A phase teaches up to so many times its usual, and so much of the whole answer above it. */
const CLIP_RATIO = 4;
const CLIP_SHARE = 0.1;
/** Part of the excess that one phase must have to be named. */
const NAMED_SHARE = 0.5;

/** A phase that moved, ms. */
export interface MovedPhase {
  readonly phase: Phase;
  readonly usualMs: number;
  readonly nowMs: number;
}

export interface PhaseLesson {
  readonly intervalMs: number;
  readonly totalMs: number;
  /** The answer is like those before it, so it teaches what is usual. */
  readonly isUsual: boolean;
}

/** Takes the phases of an answer in; a phase that did not happen took 0 ms. */
export function followPhases(state: SeriesState, phases: Phases, lesson: PhaseLesson): void {
  const { table, taught } = state;
  const rate = Math.max(1 / Math.max(taught, 1), lesson.intervalMs / MEMORY_MS);
  PHASES.forEach((phase, index) => {
    const ms = phases[phase] ?? 0;
    const now = cellOf(table, TABLE.recentPhases + index);
    table[TABLE.recentPhases + index] = taught <= 1 ? ms : now + NEWEST * (ms - now);
    if (!lesson.isUsual) return;
    const usual = cellOf(table, TABLE.usualPhases + index);
    const most = taught <= 1 ? ms : CLIP_RATIO * usual + CLIP_SHARE * lesson.totalMs;
    table[TABLE.usualPhases + index] = usual + rate * (Math.min(ms, most) - usual);
  });
}

/**
 * The phase that most of the excess over normal is in, against what it takes at a normal of this
 * height; null where none stands out.
 */
export function movedPhaseOf({ table }: SeriesState, normalMs: number): MovedPhase | null {
  let usualTotal = 0;
  let excessTotal = -normalMs;
  for (let index = 0; index < PHASES.length; index += 1) {
    usualTotal += cellOf(table, TABLE.usualPhases + index);
    excessTotal += cellOf(table, TABLE.recentPhases + index);
  }
  if (usualTotal <= 0 || excessTotal <= 0) return null;
  let moved: MovedPhase | null = null;
  PHASES.forEach((phase, index) => {
    const usualMs = (cellOf(table, TABLE.usualPhases + index) * normalMs) / usualTotal;
    const nowMs = cellOf(table, TABLE.recentPhases + index);
    const isMost = nowMs - usualMs > (moved === null ? 0 : moved.nowMs - moved.usualMs);
    if (isMost) moved = { phase, usualMs, nowMs };
  });
  return isNamed(moved, excessTotal) ? moved : null;
}

function isNamed(moved: MovedPhase | null, excessTotal: number): boolean {
  return moved !== null && moved.nowMs - moved.usualMs >= NAMED_SHARE * excessTotal;
}

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

/** A phase, ms. */
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

/** Every phase, ms: what it takes at a normal of this height, and took just now; null before an answer. */
export function phasesOf({ table }: SeriesState, normalMs: number): readonly MovedPhase[] | null {
  const usualTotal = PHASES.reduce(
    (sum, _, index) => sum + cellOf(table, TABLE.usualPhases + index),
    0,
  );
  if (usualTotal <= 0) return null;
  return PHASES.map((phase, index) => ({
    phase,
    usualMs: (cellOf(table, TABLE.usualPhases + index) * normalMs) / usualTotal,
    nowMs: cellOf(table, TABLE.recentPhases + index),
  }));
}

/**
 * The phase that most of the excess over normal is in, against what it takes at a normal of this
 * height; null where none stands out.
 */
export function movedPhaseOf(state: SeriesState, normalMs: number): MovedPhase | null {
  const phases = phasesOf(state, normalMs) ?? [];
  const excessTotal = phases.reduce((sum, { nowMs }) => sum + nowMs, -normalMs);
  const moved = phases.reduce<MovedPhase | null>(
    (most, each) => (excessOf(each) > (most === null ? 0 : excessOf(most)) ? each : most),
    null,
  );
  const isNamed = moved !== null && excessTotal > 0 && excessOf(moved) >= NAMED_SHARE * excessTotal;
  return isNamed ? moved : null;
}

function excessOf({ nowMs, usualMs }: MovedPhase): number {
  return nowMs - usualMs;
}

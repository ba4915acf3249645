import type { Judging } from '../../core/ports/judging.ts';
import type { TargetState } from '../../share/rules/shared-target.ts';

/** How a target does, as bands take it in: what is judged of it, or planned work instead. */
export function bandStateOf(judging: Judging, target: string, isPlanned: boolean): TargetState {
  if (isPlanned) return { judgement: 'maintenance', suspect: false, ratio: null };
  const state = judging.stateOf(target);
  if (state === null) return { judgement: 'unknown', suspect: false, ratio: null };
  const { judgement, suspect, ratio } = state;
  return { judgement, suspect, ratio };
}

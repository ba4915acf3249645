import type { Judgement } from '../../../src/core/words/judgement.ts';
import type {
  JudgedTarget,
  SharedTarget,
  TargetState,
} from '../../../src/share/rules/shared-target.ts';

/** A target of gas-1 in the gas sector, counted, which the secretariat sees in detail. */
export function sharedTarget(differs: Partial<SharedTarget> = {}): SharedTarget {
  return {
    id: 'gas-1-home',
    member: 'gas-1',
    sector: 'gas',
    consent: 'counted',
    secretariatSees: 'detail',
    ...differs,
  };
}

export function stateOf(judgement: Judgement, differs: Partial<TargetState> = {}): TargetState {
  return { judgement, suspect: false, ratio: 1, ...differs };
}

/** One target for each judgement, each of its own member, in one sector. */
export function sectorOf(
  states: readonly TargetState[],
  differs: Partial<SharedTarget> = {},
): JudgedTarget[] {
  return states.map((state, index) => ({
    ...sharedTarget({ id: `gas-${index}-home`, member: `gas-${index}`, ...differs }),
    state,
  }));
}

/** `count` times the same. */
export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

import type { DayKind } from '../../../core/calendar.ts';
import { AFFECTED_JUDGEMENTS, type Judgement } from '../../../core/words/judgement.ts';
import type { TargetNow } from '../council-view.ts';
import { clockOf, MOST_GAP_MS, NO_RATE, onsetProbability, WINDOW_MS } from './base-rate.ts';
import type { CouncilMemory, Episode } from './council-memory.ts';
import { type CouncilRoster, compare, type RosterMember, type RosterTarget } from './roster.ts';

/** An affected target and since when it is. */
export interface Trouble {
  readonly target: RosterTarget;
  readonly state: TargetNow;
  /** The slot since which it is affected, as slow or failing, epoch ms. */
  readonly onset: number;
  /**
   * The evaluation that saw it first, epoch ms. Windows are of this time: a slow target is known after several
   * samples, which at six minutes takes half an hour. What is seen later by as much has the same rate.
   */
  readonly seenAt: number;
}

/** What the rules look at in one evaluation. */
export interface CouncilPicture {
  readonly now: number;
  readonly roster: CouncilRoster;
  /** Those of which anything can be said, in order of id. */
  readonly judged: readonly JudgedTarget[];
  /** The affected, in order of id. */
  readonly troubles: readonly Trouble[];
  readonly judgedTargets: ReadonlySet<RosterTarget>;
  readonly affectedTargets: ReadonlySet<RosterTarget>;
  /** Those whose trouble was first seen within the window. */
  readonly recent: readonly Trouble[];
  /** Those whose trouble was first seen within the hour. */
  readonly running: readonly Trouble[];
  /** Probability of an onset in one window. */
  chanceOf(member: RosterMember): number;
}

export interface JudgedTarget {
  readonly target: RosterTarget;
  readonly state: TargetNow;
}

/** Of how long ago troubles count for the share of a sector that is affected, ms. */
export const RUNNING_MS = 3_600_000;

const UNSAID: ReadonlySet<Judgement> = new Set(['unknown', 'blocked', 'maintenance']);

export interface SeenStates {
  readonly now: number;
  /** Of every target that is measured, in any order. */
  readonly states: readonly TargetNow[];
  dayKindOf(sector: string): DayKind;
}

/** What is not in the roster is not looked at; `blocked`, `maintenance`, `unknown` and suspect judge nothing. */
export function councilPicture(
  roster: CouncilRoster,
  { now, states, dayKindOf }: SeenStates,
  memory: CouncilMemory,
): CouncilPicture {
  const judged = states
    .filter(({ judgement, suspect }) => !suspect && !UNSAID.has(judgement))
    .flatMap((state): readonly JudgedTarget[] => {
      const target = roster.targets.get(state.target);
      return target === undefined ? [] : [{ target, state }];
    })
    .sort((a, b) => compare(a.target.id, b.target.id));
  const troubles = judged
    .filter(({ state }) => AFFECTED_JUDGEMENTS.has(state.judgement))
    .map(({ target, state }): Trouble => ({ target, state, ...episodeOf(state, now, memory) }));
  const { doubtedUntil } = memory;
  const seen = (after: number) =>
    troubles.filter(
      ({ onset, seenAt }) => seenAt > after && (doubtedUntil === null || onset > doubtedUntil),
    );
  return {
    now,
    roster,
    judged,
    troubles,
    judgedTargets: new Set(judged.map(({ target }) => target)),
    affectedTargets: new Set(troubles.map(({ target }) => target)),
    recent: seen(now - WINDOW_MS),
    running: seen(now - RUNNING_MS),
    chanceOf: ({ id, sector }) => {
      const clock = clockOf(memory.clocks, sector.id);
      return onsetProbability(memory.rates.get(id) ?? NO_RATE, clock, dayKindOf(sector.id));
    },
  };
}

/**
 * What nobody was there to see beginning was seen when it began: in a gap, before the first sample (0), or so
 * long ago that it was known before, and only who looked is new.
 */
function episodeOf({ target, since }: TargetNow, now: number, memory: CouncilMemory): Episode {
  const known = memory.episodes.get(target);
  if (known !== undefined) return { ...known, onset: Math.min(known.onset, since) };
  const { evaluatedAt } = memory;
  const isLooking = evaluatedAt !== null && now - evaluatedAt <= MOST_GAP_MS;
  return { onset: since, seenAt: isLooking && since > now - RUNNING_MS ? now : since };
}

/** The members behind troubles, each once, in order of its first target. */
export function membersOf(troubles: readonly Trouble[]): readonly RosterMember[] {
  return [...new Set(troubles.map(({ target }) => target.member))];
}

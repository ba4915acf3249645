import { type CouncilPicture, membersOf, type Trouble } from './council-picture.ts';
import type { Stratum } from './hypergeometric.ts';
import type { RosterFact, RosterMember } from './roster.ts';
import { countBySector, unrelatedGroups } from './unrelated-groups.ts';

/** DESIGN §8. */
export const FEWEST_TARGETS = 5;
export const COVERING_RATIO = 0.7;
export const HOLDERS_RATIO = 0.5;

/** A fact that passes every condition but chance. */
export interface Fit {
  readonly fact: RosterFact;
  readonly hits: readonly Trouble[];
  readonly hitMembers: readonly RosterMember[];
  /** Judged targets that have it. */
  readonly holders: number;
  /** Of those, affected now, since whenever. */
  readonly holdersAffected: number;
  /** Unrelated groups among the recently affected that have it not. */
  readonly strays: number;
  /** Expected affected members that have it, were it all chance. */
  readonly expected: number;
}

/** Those recently affected whom nothing found so far explains. */
export interface Affected {
  readonly members: readonly RosterMember[];
  /** Number of unrelated groups that they are in. */
  readonly groups: number;
}

/**
 * Nothing where a condition fails. Covering is m / (m + u), m the affected members that have the fact, u
 * the *unrelated groups* among the affected that have it not. The fact under test must not merge its own
 * holders into one unit, which would leave it 1 of 3 beside two sites of the background; what others
 * share, on the other hand, must not count against it by its size, so that two providers failing in the
 * same minute are both found.
 */
export function fitOf(
  picture: CouncilPicture,
  { members, groups }: Affected,
  { fact, hits }: Pick<Fit, 'fact' | 'hits'>,
): readonly Fit[] {
  const hitMembers = membersOf(hits);
  if (hits.length < FEWEST_TARGETS || hitMembers.length < 2) return [];
  const most = (hitMembers.length * (1 - COVERING_RATIO)) / COVERING_RATIO;
  // Groups that no holder is in stay strays: most facts are ruled out before anything is counted.
  if (groups - hitMembers.length > most) return [];
  const { holders, holdersAffected } = holdersOf(picture, fact);
  if (holdersAffected < HOLDERS_RATIO * holders) return [];
  const strays = unrelatedGroups(members.filter((member) => !fact.members.has(member))).length;
  if (strays > most) return [];
  const strata = strataOf({ fact, hitMembers }, members);
  const expected = strata.reduce(
    (sum, each) => sum + (each.holders * each.affected) / each.members,
    0,
  );
  return [{ fact, hits, hitMembers, holders, holdersAffected, strays, expected }];
}

function holdersOf({ judgedTargets, affectedTargets }: CouncilPicture, { targets }: RosterFact) {
  return {
    holders: targets.filter((target) => judgedTargets.has(target)).length,
    holdersAffected: targets.filter((target) => affectedTargets.has(target)).length,
  };
}

/** One for each sector that has an affected member; others add nothing. */
export function strataOf(
  { fact, hitMembers }: Pick<Fit, 'fact' | 'hitMembers'>,
  members: readonly RosterMember[],
): readonly Stratum[] {
  const holders = countBySector(fact.members);
  const both = countBySector(hitMembers);
  return [...countBySector(members)].map(([sector, affected]) => ({
    members: sector.members.length,
    holders: holders.get(sector) ?? 0,
    affected,
    both: both.get(sector) ?? 0,
  }));
}

import type { Viewer } from '../../core/words/viewer.ts';
import { isNamedTo, readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/**
 * The members that a viewer's band of a sector is about, frozen for a day, so that nobody can be
 * counted in or out by watching the band when one joins or leaves.
 */
export interface Roster {
  /** ISO date in the council's zone. */
  readonly date: string;
  /** Ids, in order. */
  readonly members: readonly string[];
}

/**
 * Members of a sector that a viewer knows in bands only, each with the targets that count: none of
 * the member's targets may be named to him, or its other targets would be told by it.
 */
export function countableMembersOf<Each extends SharedTarget>(
  viewer: Viewer,
  targets: readonly Each[],
): ReadonlyMap<string, readonly Each[]> {
  const countable = new Map<string, Each[]>();
  const named = new Set<string>();
  for (const target of targets) {
    if (isNamedTo(viewer, target)) named.add(target.member);
    if (readRightOf(viewer, target) !== 'bands') continue;
    const known = countable.get(target.member);
    if (known) known.push(target);
    else countable.set(target.member, [target]);
  }
  for (const member of named) countable.delete(member);
  return countable;
}

/** The roster of `date`: the one that there is already, or those countable now. */
export function rosterFor(
  date: string,
  countable: Iterable<string>,
  previous: Roster | null,
): Roster {
  if (previous !== null && previous.date === date) return previous;
  return { date, members: [...countable].sort() };
}

import { type CouncilPicture, membersOf, RUNNING_MS, type Trouble } from './council-picture.ts';
import type { About, Held } from './holding.ts';
import { unrelatedGroups } from './unrelated-groups.ts';

/**
 * The troubles that belong to a held pattern: of those that it is about, the ones first seen in the hour
 * before it was found first, or later. What was broken before is no part of it. `among`: in any order,
 * kept.
 */
export function coveredBy(
  { about, since }: Pick<Held, 'about' | 'since'>,
  among: readonly Trouble[],
): readonly Trouble[] {
  return among.filter((trouble) => trouble.seenAt > since - RUNNING_MS && isAbout(about, trouble));
}

function isAbout({ kind, id }: About, { target }: Trouble): boolean {
  const { sector } = target.member;
  switch (kind) {
    case 'fact':
      return target.facts.some(({ key }) => key === id);
    case 'field':
      return sector.field.id === id;
    case 'sector':
    case 'shift':
      return sector.id === id;
  }
}

/** Of a fact its affected targets, of others the unrelated groups that are affected. */
export function strengthOf(held: Held, among: readonly Trouble[]): number {
  const covered = coveredBy(held, among);
  if (held.about.kind === 'fact') return covered.length;
  return unrelatedGroups(membersOf(covered)).length;
}

/** Those that began after the last doubt of our own network: before it nothing is known of when. */
export function believed(
  { troubles }: CouncilPicture,
  doubtedUntil: number | null,
): readonly Trouble[] {
  return troubles.filter(({ onset }) => doubtedUntil === null || onset > doubtedUntil);
}

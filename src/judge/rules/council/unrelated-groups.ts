import type { Link, RosterMember } from './roster.ts';

/**
 * Members in groups such that members of different groups share no link: what is counted as units
 * among the affected. Two members are related by a link that both have, or over a third one *of those
 * given*: what members share with unaffected ones explains nothing. Over the whole council the same
 * relation says nothing: of the 4,303 practice members 4,079 are one piece, held together by members
 * that have one provider's range and another's name servers. Groups and members come in the order given.
 *
 * Union-find with path halving, O(links).
 */
export function unrelatedGroups(
  members: readonly RosterMember[],
): readonly (readonly RosterMember[])[] {
  const parents = new Map<RosterMember, RosterMember>();
  const first = new Map<Link, RosterMember>();
  for (const member of members) {
    for (const link of member.links) {
      const other = first.get(link);
      if (other === undefined) first.set(link, member);
      else join(parents, member, other);
    }
  }
  return [...Map.groupBy(members, (member) => rootOf(parents, member)).values()];
}

function join(parents: Map<RosterMember, RosterMember>, a: RosterMember, b: RosterMember): void {
  const [rootA, rootB] = [rootOf(parents, a), rootOf(parents, b)];
  if (rootA !== rootB) parents.set(rootA, rootB);
}

function rootOf(parents: Map<RosterMember, RosterMember>, member: RosterMember): RosterMember {
  let at = member;
  for (;;) {
    const parent = parents.get(at);
    if (parent === undefined) return at;
    const above = parents.get(parent);
    if (above !== undefined) parents.set(at, above);
    at = parent;
  }
}

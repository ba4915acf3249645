import type { Link, RosterMember, RosterSector } from './roster.ts';

/** A link of so many members, or of this part of those of its sectors, is a narrow one. */
export const NARROW_SIZE = 5;
export const NARROW_RATIO = 0.02;
/** A wider link relates its affected holders where their odds are so many times those of others. */
export const TELLING_ODDS = 2;

/**
 * Affected members in groups such that what members of different groups share explains nothing: what is
 * counted as units among the affected. Two are related by a link that both have, or over a third one
 * *of those given*. Groups and members come in the order given.
 *
 * A narrow link (a host, a small provider) always relates its affected holders: who shares it is one unit,
 * DESIGN §8. A wider one relates them where being affected goes with having it: Mantel–Haenszel's odds ratio
 * over its sectors, Σ a_s d_s/N_s ÷ Σ b_s c_s/N_s ≥ 2, a the affected holders, b the affected others, c the
 * holders and d the others that are not affected, N the members (J. Natl. Cancer Inst. 22, 1959); infinite where
 * no other one is affected or every holder is. Odds rather than rates, because of rates none is twice another
 * that is above a half. So a name service that 600 members have says nothing of three among forty affected at
 * random. Taking any link for a relation, and over the whole council, says nothing: of the 4,303 practice members
 * 4,079 are then one piece.
 *
 * Union-find with path halving, O(links).
 */
export function unrelatedGroups(
  members: readonly RosterMember[],
): readonly (readonly RosterMember[])[] {
  const affected = countBySector(members);
  const parents = new Map<RosterMember, RosterMember>();
  for (const [link, [first, ...others]] of holdersOf(members)) {
    if (others.length === 0 || !isTelling(link, [first, ...others], affected)) continue;
    for (const other of others) join(parents, other, first);
  }
  return [...Map.groupBy(members, (member) => rootOf(parents, member)).values()];
}

/** How many of them each sector has. */
export function countBySector(members: Iterable<RosterMember>): ReadonlyMap<RosterSector, number> {
  const counts = new Map<RosterSector, number>();
  for (const { sector } of members) counts.set(sector, (counts.get(sector) ?? 0) + 1);
  return counts;
}

type OneOrMore = [RosterMember, ...RosterMember[]];

function holdersOf(members: readonly RosterMember[]): ReadonlyMap<Link, OneOrMore> {
  const holders = new Map<Link, OneOrMore>();
  for (const member of members) {
    for (const link of member.links) {
      const known = holders.get(link);
      if (known === undefined) holders.set(link, [member]);
      else known.push(member);
    }
  }
  return holders;
}

function isTelling(
  { size, holders }: Link,
  hit: OneOrMore,
  affected: ReadonlyMap<RosterSector, number>,
): boolean {
  const hits = countBySector(hit);
  let members = 0;
  let having = 0;
  let others = 0;
  for (const [sector, held] of holders) {
    const all = sector.members.length;
    const both = hits.get(sector) ?? 0;
    const other = (affected.get(sector) ?? 0) - both;
    members += all;
    having += (both * (all - held - other)) / all;
    others += (other * (held - both)) / all;
  }
  const isNarrow = size <= Math.max(NARROW_SIZE, NARROW_RATIO * members);
  return isNarrow || having >= TELLING_ODDS * others;
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

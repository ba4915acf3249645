import type { FactKind, SharedFact } from '../../../core/words/fact.ts';
import type { CouncilTarget } from '../council-view.ts';

/**
 * The council as its rules see it, made anew when targets or facts change. Every list is in order of
 * id, whatever the order it was given in.
 */
export interface CouncilRoster {
  readonly targets: ReadonlyMap<string, RosterTarget>;
  readonly members: readonly RosterMember[];
  readonly sectors: readonly RosterSector[];
  readonly fields: readonly RosterField[];
  /** Facts that two members or more have. */
  readonly facts: readonly RosterFact[];
}

export interface RosterTarget {
  readonly id: string;
  readonly member: RosterMember;
  /** Those that other members have too. */
  readonly facts: readonly RosterFact[];
}

export interface RosterMember {
  readonly id: string;
  readonly sector: RosterSector;
  readonly targets: readonly RosterTarget[];
  /** What relates it to others: ranges, name-server sets and operators that others have too. */
  readonly links: readonly Link[];
  /** Its unit: those that share the link of it that most members have, or itself alone. */
  readonly unit: Link | RosterMember;
}

/** Members that have one range, one set of name servers or one operator. */
export interface Link {
  readonly size: number;
  /** How many of them each sector has. */
  readonly holders: ReadonlyMap<RosterSector, number>;
}

export interface RosterSector {
  readonly id: string;
  readonly field: RosterField;
  readonly members: readonly RosterMember[];
  /** Number of units that its members are in. */
  readonly units: number;
}

export interface RosterField {
  readonly id: string;
  readonly sectors: readonly RosterSector[];
  readonly members: readonly RosterMember[];
}

export interface RosterFact {
  readonly fact: SharedFact;
  readonly key: string;
  readonly targets: readonly RosterTarget[];
  readonly members: ReadonlySet<RosterMember>;
}

/** Kinds of fact by which members are one unit. */
const LINKING: ReadonlySet<FactKind> = new Set(['network', 'name_servers', 'operator']);

/** `targets`: each target of the council once; a member is in one sector, a sector in one field. */
export function rosterOf(targets: readonly CouncilTarget[]): CouncilRoster {
  const draft = new Draft();
  for (const target of targets.toSorted((a, b) => compare(a.target, b.target))) draft.add(target);
  return draft.finished();
}

/** Of texts, as `<` has it: the same everywhere, whatever the language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function keyOfFact({ kind, text }: SharedFact): string {
  return `${kind} ${text}`;
}

interface LinkDraft {
  size: number;
  holders: Map<SectorDraft, number>;
}
interface FieldDraft {
  id: string;
  sectors: SectorDraft[];
  members: MemberDraft[];
}
interface SectorDraft {
  id: string;
  field: FieldDraft;
  members: MemberDraft[];
  units: number;
}
interface MemberDraft {
  id: string;
  sector: SectorDraft;
  targets: TargetDraft[];
  links: LinkDraft[];
  unit: LinkDraft | MemberDraft;
}
interface TargetDraft {
  id: string;
  member: MemberDraft;
  facts: FactDraft[];
}
interface FactDraft {
  fact: SharedFact;
  key: string;
  targets: TargetDraft[];
  members: Set<MemberDraft>;
}

class Draft {
  readonly #targets = new Map<string, TargetDraft>();
  readonly #members = new Map<string, MemberDraft>();
  readonly #sectors = new Map<string, SectorDraft>();
  readonly #fields = new Map<string, FieldDraft>();
  readonly #facts = new Map<string, FactDraft>();
  readonly #links = new Map<string, { link: LinkDraft; members: Set<MemberDraft> }>();

  add({ target: id, member: memberId, sector, field, facts }: CouncilTarget): void {
    const member = this.#memberOf(memberId, this.#sectorOf(sector, field));
    const target: TargetDraft = { id, member, facts: [] };
    this.#targets.set(id, target);
    member.targets.push(target);
    for (const fact of facts) {
      const key = keyOfFact(fact);
      const known = orNew(this.#facts, key, () => {
        return { fact, key, targets: [], members: new Set<MemberDraft>() };
      });
      known.targets.push(target);
      known.members.add(member);
    }
    for (const key of linkKeys(facts)) {
      const fresh = () => ({ link: emptyLink(), members: new Set<MemberDraft>() });
      orNew(this.#links, key, fresh).members.add(member);
    }
  }

  finished(): CouncilRoster {
    const facts = inOrder(shared(this.#facts));
    for (const fact of facts) for (const target of fact.targets) target.facts.push(fact);
    for (const { link, members } of inOrder(shared(this.#links))) {
      link.size = members.size;
      for (const member of members) {
        member.links.push(link);
        link.holders.set(member.sector, (link.holders.get(member.sector) ?? 0) + 1);
      }
    }
    const members = inOrder(this.#members);
    for (const member of members) member.unit = widest(member.links) ?? member;
    this.#trim();
    const sectors = inOrder(this.#sectors);
    for (const sector of sectors) {
      sector.members.sort(byId);
      sector.units = new Set(sector.members.map(({ unit }) => unit)).size;
    }
    const fields = inOrder(this.#fields);
    for (const field of fields) {
      field.sectors.sort(byId);
      field.members = field.sectors.flatMap((sector) => sector.members);
    }
    return { targets: this.#targets, members, sectors, fields, facts };
  }

  /** A list that was pushed to has room for 17: of three lists a target that is 300 bytes. */
  #trim(): void {
    for (const target of this.#targets.values()) target.facts = target.facts.slice();
    for (const member of this.#members.values()) {
      member.targets = member.targets.slice();
      member.links = member.links.slice();
    }
  }

  #sectorOf(id: string, fieldId: string): SectorDraft {
    return orNew(this.#sectors, id, () => {
      const field = orNew(this.#fields, fieldId, () => ({ id: fieldId, sectors: [], members: [] }));
      const sector: SectorDraft = { id, field, members: [], units: 0 };
      field.sectors.push(sector);
      return sector;
    });
  }

  #memberOf(id: string, sector: SectorDraft): MemberDraft {
    return orNew(this.#members, id, () => {
      const member: MemberDraft = { id, sector, targets: [], links: [], unit: emptyLink() };
      sector.members.push(member);
      return member;
    });
  }
}

function emptyLink(): LinkDraft {
  return { size: 0, holders: new Map() };
}

function orNew<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Those that two members or more have. */
function shared<Value extends { readonly members: ReadonlySet<MemberDraft> }>(
  map: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([, { members }]) => members.size > 1));
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Value[] {
  return [...map].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

/** The first of those that most members have. */
function widest(links: readonly LinkDraft[]): LinkDraft | undefined {
  return links.toSorted((a, b) => b.size - a.size)[0];
}

/** Name servers are one link as a set: two hosts of a provider serve many sets. */
function linkKeys(facts: readonly SharedFact[]): readonly string[] {
  const servers = facts.filter(({ kind }) => kind === 'name_servers').map(({ text }) => text);
  const others = facts.filter(({ kind }) => LINKING.has(kind) && kind !== 'name_servers');
  const set = servers.toSorted(compare).join(' ');
  return [...others.map(keyOfFact), ...(set === '' ? [] : [`name_servers ${set}`])];
}

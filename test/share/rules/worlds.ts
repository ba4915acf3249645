import { CONSENTS } from '../../../src/core/config.ts';
import type { FactKind } from '../../../src/core/words/fact.ts';
import type { Judgement } from '../../../src/core/words/judgement.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { readRightOf } from '../../../src/share/rules/read-right.ts';
import type {
  JudgedTarget,
  SharedTarget,
  TargetState,
} from '../../../src/share/rules/shared-target.ts';
import type { HostedTarget } from '../../../src/share/rules/shown-fact.ts';

type Random = () => number;

/** A council at one moment. */
export interface World {
  readonly targets: readonly (JudgedTarget & HostedTarget)[];
  readonly facts: readonly WorldFact[];
}

interface WorldFact {
  readonly kind: FactKind;
  readonly text: string;
  readonly holders: readonly SharedTarget[];
}

/** Sectors with their fields and numbers of members: too few, few, many. */
export const SECTORS = [
  { id: 'bank', field: 'finance', members: 26 },
  { id: 'life', field: 'finance', members: 12 },
  { id: 'gas', field: 'gas', members: 7 },
  { id: 'rail', field: 'rail', members: 4 },
] as const;
/** Of nobody's domain that counts, of a member's, and no name. */
export const FACT_TEXTS = {
  common: 'ns1.provider.example',
  members: 'ns.bank-1.example',
  range: '203.0.113.0/24',
} as const;
/** What a site's host may be that counts for nothing: in the domain of each fact, or in none. */
const UNCOUNTED_HOSTS = [
  'www.provider.example',
  'www.bank-1.example',
  '203.0.113.0',
  'www.quiet.example',
];

const AFFECTED: readonly Judgement[] = ['slow', 'failing', 'flapping'];
const UNCOUNTED: readonly Judgement[] = ['blocked', 'maintenance', 'unknown'];
const ALL: readonly Judgement[] = ['normal', ...AFFECTED, ...UNCOUNTED];

/** The targets of a council without their states: who shares how far. */
export function drawCouncil(random: Random): SharedTarget[] {
  return SECTORS.flatMap(({ id: sector, members }) =>
    Array.from({ length: members }, (_, n) => `${sector}-${n + 1}`).flatMap((member) =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, (_, n) => ({
        id: `${member}-${n}`,
        member,
        sector,
        // Most are counted, as most will be; so that sectors have bands.
        consent: random() < 0.6 ? 'counted' : pick(CONSENTS, random),
        secretariatSees: random() < 0.5 ? ('detail' as const) : ('judgement' as const),
      })),
    ),
  );
}

export function drawViewer(random: Random): Viewer {
  const { id: sector } = pick(SECTORS, random);
  return pick<Viewer>(
    [
      { kind: 'member', member: `${sector}-1`, sector },
      { kind: 'secretariat', sector },
      { kind: 'council' },
      { kind: 'observer' },
    ],
    random,
  );
}

/** What a hidden member may be known for: by how much it adds to the band and to the ratio. */
interface Part {
  readonly affected: boolean;
  readonly ratio: number | null;
}

/**
 * Two worlds of one council that agree in all that `viewer` may know: targets named to him are the
 * same in both. The members he knows in bands exchange their parts, and as many more or fewer are
 * affected as stay in the band; targets known in bands exchange their hosts too. Anything at all differs
 * in targets that count for nothing to him, and any state in those of members of whom he knows another
 * by name.
 */
export function drawPair(
  viewer: Viewer,
  council: readonly SharedTarget[],
  random: Random,
): readonly [World, World] {
  const seen = new Map<string, TargetState>();
  for (const target of council) {
    if (isSeen(viewer, target)) seen.set(target.id, anyState(random));
  }
  const parts = SECTORS.map(({ id }) => drawParts(hiddenOf(viewer, council, id).length, random));
  const world = (change: boolean): World => {
    const states = new Map(seen);
    for (const [place, { id }] of SECTORS.entries()) {
      const hidden = hiddenOf(viewer, council, id);
      const own = parts[place] ?? [];
      const given = change ? shuffled(withinBand(own, random), random) : own;
      for (const [n, member] of hidden.entries()) {
        const its = council.filter((each) => each.member === member && isBanded(viewer, each));
        giveParts(its, given[n] ?? { affected: false, ratio: null }, { states, random });
      }
    }
    const hosts = drawHosts(viewer, council, random);
    const targets = council.flatMap((target) => {
      // What counts for nothing may as well not be there.
      if (readRightOf(viewer, target) === 'nothing' && random() < 0.3) return [];
      const host = hosts.get(target.id) ?? pick(UNCOUNTED_HOSTS, random);
      return [{ ...target, host, state: states.get(target.id) ?? anyState(random) }];
    });
    return { targets, facts: drawFacts(viewer, council, random) };
  };
  return [world(false), world(true)];
}

/** By target: those seen keep their host, those known in bands exchange theirs; the others have none. */
function drawHosts(
  viewer: Viewer,
  council: readonly SharedTarget[],
  random: Random,
): ReadonlyMap<string, string> {
  const banded = council.filter((target) => isBanded(viewer, target));
  const theirs = shuffled(banded, random);
  return new Map([
    ...council.flatMap((each) =>
      isSeen(viewer, each) ? [[each.id, ownHostOf(each)] as const] : [],
    ),
    ...banded.map((each, n) => [each.id, ownHostOf(theirs[n] ?? each)] as const),
  ]);
}

function ownHostOf({ member }: SharedTarget): string {
  return `www.${member}.example`;
}

function drawParts(count: number, random: Random): Part[] {
  const share = random();
  return Array.from({ length: count }, () => ({
    affected: random() < share * share,
    ratio: random() < 0.1 ? null : 0.5 + random() * 4,
  }));
}

/** As many affected as the band of the table allows; the ratios stay. */
function withinBand(parts: readonly Part[], random: Random): Part[] {
  const members = parts.length;
  const affected = parts.filter((part) => part.affected).length;
  const half = Math.ceil(members / 2);
  let [from, to] = [affected, affected];
  if (members < 5) [from, to] = [0, members];
  else if (affected >= half) [from, to] = [half, members];
  else if (affected > 0 && members < 20) [from, to] = [1, half - 1];
  else if (affected > 0 && affected < 5) [from, to] = [1, Math.min(4, half - 1)];
  else if (affected > 0) from = affected - (affected % 5);
  if (affected >= 5 && members >= 20 && affected < half) to = Math.min(from + 4, half - 1);
  const wanted = from + Math.floor(random() * (to - from + 1));
  return parts.map(({ ratio }, n) => ({ affected: n < wanted, ratio }));
}

/** Spreads a part over a member's targets; what is not to be trusted may say anything. */
function giveParts(
  targets: readonly SharedTarget[],
  { affected, ratio }: Part,
  { states, random }: { states: Map<string, TargetState>; random: Random },
): void {
  const carrier = Math.floor(random() * targets.length);
  for (const [n, { id }] of targets.entries()) {
    const judgement = affected ? pick(AFFECTED, random) : 'normal';
    if (n === carrier) states.set(id, { judgement, suspect: false, ratio });
    else if (random() < 0.5) {
      states.set(id, { judgement: pick(UNCOUNTED, random), suspect: false, ratio: random() * 99 });
    } else states.set(id, { judgement: pick(ALL, random), suspect: true, ratio: random() * 99 });
  }
}

/** The same named holders and as many hidden ones, other ones each time. */
function drawFacts(
  viewer: Viewer,
  council: readonly SharedTarget[],
  random: Random,
): readonly WorldFact[] {
  const texts = Object.values(FACT_TEXTS);
  const named = council.filter((target) => isSeen(viewer, target));
  const banded = SECTORS.flatMap(({ id }) => hiddenOf(viewer, council, id)).map((member) =>
    council.find((each) => each.member === member && isBanded(viewer, each)),
  );
  const unseen = council.filter((target) => readRightOf(viewer, target) === 'nothing');
  return texts.flatMap((text, n) =>
    [0, 1, 4, 5].map((hidden) => ({
      kind: 'name_servers' as const,
      text,
      holders: [
        ...named.slice(n, n * 2),
        ...shuffled(banded, random)
          .slice(0, hidden)
          .flatMap((each) => each ?? []),
        ...unseen.filter(() => random() < 0.5),
      ],
    })),
  );
}

/** Members of a sector that the viewer knows in bands alone, in order. */
export function hiddenOf(
  viewer: Viewer,
  council: readonly SharedTarget[],
  sector: string,
): string[] {
  const its = council.filter((target) => target.sector === sector);
  const named = new Set(its.flatMap((each) => (isSeen(viewer, each) ? [each.member] : [])));
  const banded = its.flatMap((each) => (isBanded(viewer, each) ? [each.member] : []));
  return [...new Set(banded)].filter((member) => !named.has(member)).sort();
}

function isSeen(viewer: Viewer, target: SharedTarget): boolean {
  return ['judgement', 'detail'].includes(readRightOf(viewer, target));
}

function isBanded(viewer: Viewer, target: SharedTarget): boolean {
  return readRightOf(viewer, target) === 'bands';
}

function anyState(random: Random): TargetState {
  return {
    judgement: pick(ALL, random),
    suspect: random() < 0.3,
    ratio: random() < 0.2 ? null : random() * 9,
  };
}

function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

import type { Finding } from '../council-view.ts';
import { type SectorShift, sectorShifts } from './common-shift.ts';
import type { CouncilMemory } from './council-memory.ts';
import {
  type CouncilPicture,
  councilPicture,
  type SeenStates,
  type Trouble,
} from './council-picture.ts';
import { believed, coveredBy, strengthOf } from './coverage.ts';
import { crossSector, fieldOnsets } from './cross-sector.ts';
import { type Held, heldAfter } from './holding.ts';
import { learntFrom } from './learning.ts';
import type { OwnNetwork, ReferenceNow } from './own-network.ts';
import { type CouncilRoster, compare } from './roster.ts';
import { sectorOnsets } from './sector-wide.ts';
import { sharedFacts } from './shared-cause.ts';
import { shiftFindings } from './shift-findings.ts';

/** The council at one moment. */
export interface CouncilMoment extends SeenStates {
  /** As `ownNetworkOf` has it now. */
  readonly ownNetwork: OwnNetwork | null;
  readonly references: readonly ReferenceNow[];
}

export interface CouncilFindings {
  /** `own-network` alone, or facts, sectors, the council, each in order of its key. */
  readonly findings: readonly Finding[];
  readonly memory: CouncilMemory;
}

/**
 * Every pattern that holds now; to be called every half minute or so, with the memory of the call before.
 * The same moments in the same order give the same findings, whatever the order of targets and states
 * within them. While our own network is doubted for failures nothing else is looked at or learned, and what
 * began until the end of any doubt counts as no onset afterwards. What a shared fact explains is not looked at again as a
 * sector or a field; sectors of a field that is part of `cross-sector` are not told by themselves.
 */
export function councilFindings(
  roster: CouncilRoster,
  moment: CouncilMoment,
  memory: CouncilMemory,
): CouncilFindings {
  const { now, ownNetwork } = moment;
  if (ownNetwork !== null) {
    const { targets, evidence } = ownNetwork;
    const finding: Finding = {
      pattern: 'own-network',
      subject: { kind: 'prober' },
      targets,
      evidence,
    };
    return { findings: [finding], memory: { ...memory, evaluatedAt: now, doubtedUntil: now } };
  }
  const picture = councilPicture(roster, moment, memory);
  const judged = judgedNow(picture, memory);
  const found = findingsOf(picture, judged, moment);
  const after = memoryAfter(picture, judged, { memory, moment });
  // What is slow with all others is not known to have begun by itself, however much longer it lasts.
  const isDoubted = found.some(({ pattern }) => pattern === 'own-network');
  return { findings: found, memory: isDoubted ? { ...after, doubtedUntil: now } : after };
}

/** What the rules say of a picture, before it is put into words. */
interface JudgedNow {
  readonly facts: ReadonlyMap<string, Held>;
  /** Sectors, fields and shifts. */
  readonly others: ReadonlyMap<string, Held>;
  readonly shifts: readonly SectorShift[];
  readonly believed: readonly Trouble[];
  /** Of those, what no shared fact explains. */
  readonly unexplained: readonly Trouble[];
}

function judgedNow(picture: CouncilPicture, memory: CouncilMemory): JudgedNow {
  const { now, roster } = picture;
  const all = believed(picture, memory.doubtedUntil);
  const heldFacts = keptOf(memory.held, (held) => held.about.kind === 'fact');
  const facts = heldAfter(heldFacts, sharedFacts(picture), {
    now,
    strengthOf: (held) => strengthOf(held, all),
  });
  const explained = new Set([...facts.values()].flatMap((held) => coveredBy(held, all)));
  const isLeft = (trouble: Trouble) => !explained.has(trouble);
  const unexplained = all.filter(isLeft);
  const left = {
    recent: picture.recent.filter(isLeft),
    running: picture.running.filter(isLeft),
  };
  const shifts = sectorShifts(picture, memory);
  const shifting = new Set(shifts.flatMap(({ sector, holds }) => (holds ? [sector.id] : [])));
  const others = heldAfter(
    keptOf(memory.held, (held) => held.about.kind !== 'fact' && isKnown(roster, held)),
    [
      ...sectorOnsets(picture, left),
      ...fieldOnsets(picture, left),
      ...shifts.flatMap(({ candidate }) => candidate ?? []),
    ],
    {
      now,
      strengthOf: (held) => {
        if (held.about.kind !== 'shift') return strengthOf(held, unexplained);
        return shifting.has(held.about.id) ? held.peak : 0;
      },
    },
  );
  return { facts, others, shifts, believed: all, unexplained };
}

function keptOf(
  held: ReadonlyMap<string, Held>,
  keeps: (held: Held) => boolean,
): ReadonlyMap<string, Held> {
  return new Map([...held].filter(([, each]) => keeps(each)));
}

/** A sector or field that left the council is held no more. */
function isKnown({ sectors, fields }: CouncilRoster, { about }: Held): boolean {
  return (about.kind === 'field' ? fields : sectors).some(({ id }) => id === about.id);
}

function findingsOf(
  picture: CouncilPicture,
  { facts, others, shifts, believed: all, unexplained }: JudgedNow,
  { references }: CouncilMoment,
): readonly Finding[] {
  const { roster } = picture;
  const opened = openedOf(others);
  const fields = opened.filter(({ about }) => about.kind === 'field');
  const across = crossSector(fields, roster.fields.length);
  const taken = new Set(across === null ? [] : fields.map(({ about }) => about.id));
  const standing = (kind: Held['about']['kind']) =>
    roster.sectors.flatMap((sector) => {
      if (taken.has(sector.field.id)) return [];
      const held = opened.find(({ about }) => about.kind === kind && about.id === sector.id);
      return held === undefined ? [] : [{ sector, finding: sectorFinding(held, unexplained) }];
    });
  const sectors = standing('sector');
  const shifted = shiftFindings(
    standing('shift').filter(({ sector }) => !sectors.some((each) => each.sector === sector)),
    { references, testable: testableFields(shifts) },
  );
  const own = shifted.filter(({ pattern }) => pattern === 'own-network');
  if (own.length > 0) return own;
  return [
    ...openedOf(facts).flatMap((held) => factFinding(picture, held, all)),
    ...sectors.map(({ finding }) => finding),
    ...(across === null
      ? shifted
      : [
          ...shifted.filter(({ pattern }) => pattern === 'sector-wide'),
          {
            pattern: 'cross-sector' as const,
            subject: { kind: 'council' as const },
            targets: idsOf(fields.flatMap((held) => coveredBy(held, unexplained))),
            evidence: across.evidence,
          },
        ]),
  ];
}

function openedOf(held: ReadonlyMap<string, Held>): readonly Held[] {
  return [...held]
    .sort(([a], [b]) => compare(a, b))
    .map(([, each]) => each)
    .filter(({ openedAt }) => openedAt !== null);
}

function testableFields(shifts: readonly SectorShift[]): number {
  return new Set(shifts.filter((each) => each.isKnown).map(({ sector }) => sector.field)).size;
}

function sectorFinding(held: Held, unexplained: readonly Trouble[]): Finding {
  return {
    pattern: 'sector-wide',
    subject: { kind: 'sector', sector: held.about.id },
    targets: idsOf(coveredBy(held, unexplained)),
    evidence: held.evidence,
  };
}

/** Nothing of a fact that nobody has any more. */
function factFinding(
  { roster }: CouncilPicture,
  held: Held,
  all: readonly Trouble[],
): readonly Finding[] {
  const known = roster.facts.find(({ key }) => key === held.about.id);
  if (known === undefined) return [];
  return [
    {
      pattern: 'shared-cause',
      subject: { kind: 'fact', fact: known.fact },
      targets: idsOf(coveredBy(held, all)),
      evidence: held.evidence,
    },
  ];
}

function idsOf(troubles: readonly Trouble[]): readonly string[] {
  return troubles.map(({ target }) => target.id).sort(compare);
}

function memoryAfter(
  picture: CouncilPicture,
  { facts, others, shifts, believed: all }: JudgedNow,
  { memory, moment }: { memory: CouncilMemory; moment: CouncilMoment },
): CouncilMemory {
  const held = new Map([...facts, ...others]);
  const covered = new Set(openedOf(held).flatMap((each) => coveredBy(each, all)));
  const taught = shifts.filter(({ sector }) => !others.has(`shift ${sector.id}`));
  const { dayKindOf } = moment;
  return {
    evaluatedAt: picture.now,
    doubtedUntil: memory.doubtedUntil,
    ...learntFrom(picture, covered, { memory, dayKindOf }),
    held,
    shifts: new Map([
      ...memory.shifts,
      ...taught.map((each) => [each.sector.id, each.taught] as const),
    ]),
  };
}

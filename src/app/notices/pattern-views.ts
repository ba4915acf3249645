import type { FactsBook } from '../../core/ports/facts-book.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { SharedFact } from '../../core/words/fact.ts';
import type { Incident, IncidentTarget } from '../../core/words/incident.ts';
import type {
  NoticeFact,
  NoticeMatter,
  NoticeSector,
  NoticeSite,
} from '../../core/words/notice.ts';
import { beginningOf, partSince, saidUntil } from '../../core/words/part-since.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type Band, bandText } from '../../share/rules/band.ts';
import { GRID_MS, HYSTERESIS_MS } from '../../share/rules/band-release.ts';
import { type PatternForm, patternFormOf } from '../../share/rules/pattern-form.ts';
import { type HostedTarget, shownFact } from '../../share/rules/shown-fact.ts';
import { memberIn } from '../buckets/audience.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import type { NoticePlaces } from './notice-places.ts';
import { noticeSiteOf } from './site-matter.ts';
import { openedIn } from './told-ids.ts';
import type { ToldSince } from './told-since.ts';

/** A pattern in the form that may go to a viewer by a channel. */
export interface PatternView {
  readonly matter: NoticeMatter;
  readonly form: PatternForm;
}

/** Who reads, and whether names of others may go where it is read. */
export interface PatternReader {
  /** Of a channel, for a member any member of its sector. */
  readonly viewer: Viewer;
  readonly mayName: boolean;
  /** Who bands were released to: of a channel, the member itself; absent = the viewer. */
  readonly releasedTo?: Viewer;
  /** A pattern that ended is shown by what was released while it went on, too; absent = by now alone. */
  readonly afterwards?: boolean;
}

export interface PatternViewsParts {
  readonly releases: Pick<SectorReleases, 'to' | 'saidDuring'>;
  readonly facts: Pick<FactsBook, 'factsOf'>;
  readonly toldSince: ToldSince;
}

const SOME: Band = { level: 'some', atLeast: null };

/** To whom a channel tells that is for nobody in particular. */
const ANYBODY: Viewer = { kind: 'observer' };

/** What is released and what patterns look like to whom; put together once and kept until told to forget. */
export class PatternViews {
  readonly #parts: PatternViewsParts;
  readonly #views = new Map<string, PatternView>();
  #places: NoticePlaces;

  constructor(parts: PatternViewsParts, places: NoticePlaces) {
    this.#parts = parts;
    this.#places = places;
  }

  /** After the council, an incident or what was released has changed. */
  forget(places: NoticePlaces): void {
    this.#places = places;
    this.#views.clear();
  }

  viewOf(incident: Incident, reader: PatternReader): PatternView {
    const key = `${this.#readerKey(reader)} ${incident.id}`;
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const view = this.#make(incident, reader);
    this.#views.set(key, view);
    return view;
  }

  /** null where nothing is told of the sector. */
  sectorFor(viewer: Viewer, id: string): NoticeSector | null {
    const sector = this.#places.sectors.get(id);
    const release = this.#parts.releases.to(viewer, id)?.release;
    const band = bandText(release?.band ?? null);
    if (sector === undefined || release === undefined || band === null) return null;
    const field = this.#places.fieldNames.get(sector.field) ?? sector.name;
    return { id, name: sector.name, fieldName: field, band, ratio: release.ratio };
  }

  #make(incident: Incident, reader: PatternReader): PatternView {
    const { viewer, mayName, releasedTo = viewer } = reader;
    const { targets } = this.#places;
    const its = incident.targets.flatMap((entry) => {
      const place = targets.get(entry.target);
      return place === undefined ? [] : [{ place, entry }];
    });
    const known = patternFormOf(viewer, {
      targets: its.map(({ place }) => place.shared),
      mayName,
      released: (sector) => this.#bandFor(reader, incident, sector),
    });
    const names = new Set(known.named);
    const named = its
      .filter(({ place }) => names.has(place.target.id))
      .map(({ place, entry }) => {
        const since = this.#parts.toldSince(viewer, place.shared, 'judgement');
        return { place, entry, since };
      });
    const isFromBefore = named.some(({ entry, since }) => beginningOf(entry) < since);
    const form = isFromBefore ? withoutBefore(known) : known;
    const told = named.flatMap(({ place, entry, since }) => {
      const part = partSince(entry, since, untilOf(entry, incident));
      return part === null ? [] : [noticeSiteOf(place, { entry: part })];
    });
    told.sort(firstInTrouble);
    const { id, pattern, subject, ending } = incident;
    const matter: NoticeMatter = {
      key: patternKey(id),
      incident: id,
      pattern,
      weight: 'pattern',
      ...timesOf(incident, form),
      ending,
      sites: told,
      hasOthers: form.hasOthers || told.length < named.length,
      fact: subject.kind === 'fact' ? this.#factFor(reader, subject.fact) : null,
      sectors: form.sectors.flatMap((sector) => this.sectorFor(releasedTo, sector) ?? []),
    };
    return { matter, form };
  }

  #bandFor(reader: PatternReader, incident: Incident, sector: string): Band | null {
    const { viewer, releasedTo = viewer, afterwards } = reader;
    const isOver = afterwards === true && incident.endedAt !== null;
    if (isOver && this.#parts.releases.saidDuring(releasedTo, sector, incident.id)) return SOME;
    return this.#parts.releases.to(releasedTo, sector)?.release.band ?? null;
  }

  /** The same for readers to whom all looks the same: of a channel, members that are told the same band. */
  #readerKey({ viewer, mayName, releasedTo, afterwards = false }: PatternReader): string {
    const sector = 'sector' in viewer ? viewer.sector : '';
    const member = viewer.kind === 'member' ? viewer.member : '';
    const key = `${viewer.kind} ${sector} ${member} ${mayName} ${afterwards}`;
    if (releasedTo === undefined) return key;
    const { band = null, ratio = null } =
      this.#parts.releases.to(releasedTo, sector)?.release ?? {};
    return `${key} ${JSON.stringify([band, ratio])}`;
  }

  #factFor({ viewer, mayName }: PatternReader, fact: SharedFact): NoticeFact {
    const { hosted } = this.#places;
    const holders = hosted.filter((target) => this.#holds(target, fact));
    const reader = mayName ? viewer : ANYBODY;
    const { kind, text } = shownFact(reader, fact, { holders, targets: hosted });
    return { kind, text };
  }

  #holds({ id }: HostedTarget, { kind, text }: SharedFact): boolean {
    return this.#parts.facts.factsOf(id).some((fact) => fact.kind === kind && fact.text === text);
  }
}

/**
 * The form of one in which a site was before it came to be shared by name: it is told by names alone where
 * all of them could be known all the while, and by times of others no more than before.
 */
function withoutBefore(form: PatternForm): PatternForm {
  return { ...form, isShown: form.isShown && form.sectors.length > 0, isWhole: false };
}

/** By the minute, then by id: the order in which they came to be in it may be of before. */
function firstInTrouble(a: NoticeSite, b: NoticeSite): number {
  const minutes = periodStart(a.from, GRID_MS) - periodStart(b.from, GRID_MS);
  return minutes || (a.target < b.target ? -1 : 1);
}

/** Until when a site was told to be in it, epoch ms: what ends with it ends on the full minute. */
function untilOf(entry: IncidentTarget, incident: Pick<Incident, 'endedAt'>): number {
  const said = saidUntil(entry, incident);
  return entry.to === null && said < Infinity ? periodStart(said, GRID_MS) + GRID_MS : said;
}

/** Where others are in it, nobody's onset or end is to be timed by it. */
export function timesOf(
  { since, openedAt, endedAt }: Incident,
  { isWhole }: Pick<PatternForm, 'isWhole'>,
): Pick<NoticeMatter, 'since' | 'endedAt'> {
  if (isWhole) return { since, endedAt };
  const rough = openedIn({ openedAt });
  const end = endedAt === null ? null : Math.max(rough, periodStart(endedAt, HYSTERESIS_MS));
  return { since: rough, endedAt: end };
}

/** Of a member what every member of its sector may know, but bands, which do not count itself. */
export function patternReaderOf(viewer: Viewer, mayName: boolean): PatternReader {
  if (viewer.kind !== 'member') return { viewer, mayName };
  return { viewer: memberIn(viewer.sector), mayName, releasedTo: viewer };
}

/** Of the matter that a pattern is. */
export function patternKey(incident: string): string {
  return `pattern:${incident}`;
}

import type {
  DetailTargetDto,
  ReaderDto,
  SharedChangesDto,
  SharedCouncilDto,
  SharedIncidentDto,
  SharedIncidentListDto,
  SharedIncidentPageDto,
  SharedPageDto,
  SharedTargetDto,
} from '../../board/dto/shared.ts';
import type { SharedDayDto } from '../../board/dto/shared-day.ts';
import type { TargetDto } from '../../board/dto/target.ts';
import { createFreshCache } from '../../board/fresh-cache.ts';
import type { Live } from '../../board/live.ts';
import type { ChangesQuery, DayQuery, IncidentsQuery } from '../../board/sources.ts';
import { fieldOf } from '../../board/views/overview.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { Dated } from '../../core/words/marked.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';
import { memberIn } from '../buckets/audience.ts';
import type { NoticePlaces } from '../notices/notice-places.ts';
import { PictureMinutes } from './picture-minutes.ts';
import { type Reader, Readers, type ReadersParts, viewerDtoOf, viewerKey } from './reader.ts';
import type { ReaderSite } from './reader-sites.ts';
import { sectorNewsOf, seriesNewsOf } from './sector-news.ts';
import type { ToldIncident } from './shared-incidents.ts';
import {
  commonPictureOf,
  ownPictureOf,
  type PageScope,
  type PageSources,
  pictureOf,
  sharedCouncilOf,
  sharedHeadOf,
  sharedPageOf,
} from './shared-page.ts';
import { sharedSiteOf } from './shared-site.ts';
import { toldDayOf } from './told-day.ts';
import { type Look, ToldIncidents } from './told-incidents.ts';
import { ToldStates } from './told-states.ts';
import { VersionTimes } from './version-times.ts';

const INCIDENTS_A_PAGE = 50;

export interface SharedViewsParts extends Omit<ReadersParts, 'today'> {
  readonly live: Live;
  readonly judging: Judging;
  readonly judgements: Pick<JudgementStore, 'incidents'>;
  readonly samples: Pick<SampleStore, 'rollups'>;
  readonly clock: Pick<Clock, 'now'>;
  /** null = no drill. */
  readonly drill: DrillMark | null;
}

/** Answers to those who share, not yet sealed: what each may know by the sharing rules, and no more. */
export class SharedViews {
  readonly #parts: SharedViewsParts;
  readonly #minutes: PictureMinutes;
  readonly #readers: Readers;
  readonly #times = new VersionTimes();
  readonly #states = new ToldStates();
  readonly #incidents: ToldIncidents;
  readonly #cached: ReturnType<typeof createFreshCache>;
  #pictures: { key: string; readonly known: Map<string, string> } = { key: '', known: new Map() };

  constructor(parts: SharedViewsParts) {
    const { live, judging, releases } = parts;
    this.#parts = parts;
    this.#minutes = new PictureMinutes({ releases, judging, doubtAt: (now) => live.doubtAt(now) });
    this.#readers = new Readers({ ...parts, today: () => live.config });
    this.#incidents = new ToldIncidents(parts.judgements);
    this.#cached = createFreshCache(() => parts.clock.now());
  }

  /** Whose a target is and how it is shared now; null = there is none. */
  targetOf(id: string): SharedTarget | null {
    return this.#readers.places.targets.get(id)?.shared ?? null;
  }

  hasSector(id: string): boolean {
    return this.#readers.places.sectors.has(id);
  }

  /**
   * Since when the viewer sees the target in detail, epoch ms, endless = always; null = he does not, or
   * there is none.
   */
  detailSince(viewer: Viewer, id: string): number | null {
    const site = this.#readers.sitesOf(viewer).of(id);
    return site?.isDetail === true ? site.detailSince : null;
  }

  reader(viewer: Viewer): Dated<ReaderDto> {
    const view = viewer.kind === 'operator' ? 'whole' : 'shared';
    const asOf = this.#parts.clock.now();
    const { places } = this.#readers;
    const { timezone } = places.config.council;
    return { asOf, data: { view, viewer: viewerDtoOf(viewer, places), timezone } };
  }

  page(viewer: Viewer, scope: PageScope): Dated<SharedPageDto> {
    const look = this.look(viewer);
    const { live } = this.#parts;
    // Whoever asks because there is another picture gets it.
    const picture = this.#pictureFor(look);
    const key = `${live.firstVersion} ${picture} ${viewerKey(viewer)} ${JSON.stringify(scope)}`;
    return this.#cached(key, () => {
      const version = this.#times.momentOf(look.sources.now, live.version);
      // So that what follows a sector's page is news to it.
      if (scope.of === 'sector') this.#states.look(look.reader, look.sources, version);
      const page = sharedPageOf(look.reader, look.sources, scope);
      return { ...page, version, picture };
    });
  }

  changes(viewer: Viewer, query: ChangesQuery): Dated<SharedChangesDto> {
    const { since, target, sector, isBrief = false } = query;
    const look = this.look(viewer);
    const { live } = this.#parts;
    const { now } = look.sources;
    const version = this.#times.momentOf(now, live.version);
    const after = since === null ? live.version : this.#times.versionAt(since);
    const picture = this.#pictureFor(look);
    const head = { view: 'shared', version, picture } as const;
    if (isBrief && sector !== null) {
      return { asOf: now, data: { ...head, ...this.#briefly(look, { sector, since, after }) } };
    }
    const isAsked = ({ place }: ReaderSite) =>
      (target === null || place.target.id === target) &&
      (sector === null || place.sector.id === sector);
    const series =
      after === null ? null : seriesNewsOf(look.reader, look.sources, { isAsked, after });
    const rest = { reset: series === null, series: series ?? [], news: [], head: null };
    return { asOf: now, data: { ...head, ...rest } };
  }

  #briefly(
    { reader, sources }: Look,
    {
      sector,
      since,
      after,
    }: {
      readonly sector: string;
      readonly since: number | null;
      readonly after: number | null;
    },
  ): Pick<SharedChangesDto, 'reset' | 'series' | 'news' | 'head'> {
    const { now } = sources;
    const told = this.#states;
    told.look(reader, sources, this.#times.momentOf(now, sources.live.version));
    const isKnown = since !== null && after !== null && told.isKnown(reader, since);
    const brief = isKnown
      ? sectorNewsOf(reader, sources, { sector, since, after, told })
      : { news: [], head: null };
    return { reset: since !== null && !isKnown, series: [], ...brief };
  }

  /** null where he may not know of it, or it does not exist. */
  target(viewer: Viewer, id: string): Dated<SharedTargetDto> | null {
    const { reader, sources } = this.look(viewer);
    const found = reader.sites.of(id);
    if (found === null) return null;
    const { sector } = found.place;
    const site = { ...sharedSiteOf(found, sources), detail: null };
    const place = {
      sector: { id: sector.id, name: sector.name },
      field: fieldOf(reader.places.config, sector),
    };
    return { asOf: sources.now, data: { ...sharedHeadOf(reader, sources), site, ...place } };
  }

  /** What the operator sees of a target, for whom it is shown in detail. */
  detailOf(viewer: Viewer, { asOf, data }: Dated<TargetDto>): Dated<DetailTargetDto> {
    const { reader, sources } = this.look(viewer);
    const council = sharedCouncilOf(reader.places.config, sources.minute, sources.drill);
    const head = { view: 'detail', council, viewer: viewerDtoOf(viewer, reader.places) } as const;
    return { asOf, data: { ...data, ...head } };
  }

  /** Rejects with `store_unavailable`. */
  async day(viewer: Viewer, query: DayQuery): Promise<Dated<SharedDayDto>> {
    const look = this.look(viewer);
    const parts = { ...this.#parts, incidents: this.#incidents };
    return { asOf: look.sources.now, data: await toldDayOf(look, query, parts) };
  }

  /** Rejects with `store_unavailable`. */
  async incidents(viewer: Viewer, query: IncidentsQuery): Promise<Dated<SharedIncidentListDto>> {
    const look = this.look(viewer);
    const { target, open, before, atMost = INCIDENTS_A_PAGE } = query;
    const told = (await this.#incidents.told(look)).map(({ shared }) => shared);
    const all = told.filter(
      ({ sites, endedAt }) =>
        (target === null || sites.some((site) => site.target === target)) &&
        (!open || endedAt === null),
    );
    const place = before === null ? 0 : all.findIndex(({ id }) => id === before) + 1;
    const rest = before !== null && place === 0 ? [] : all.slice(place);
    const incidents = rest.slice(0, atMost);
    const next = rest.length > incidents.length ? (incidents.at(-1)?.id ?? null) : null;
    const head = sharedHeadOf(look.reader, look.sources);
    return { asOf: look.sources.now, data: { ...head, incidents, next } };
  }

  /** null where there is none that he may know of. Rejects with `store_unavailable`. */
  async incident(viewer: Viewer, id: string): Promise<Dated<SharedIncidentPageDto> | null> {
    const look = this.look(viewer);
    const incident = (await this.#incidents.told(look)).find(
      ({ shared }) => shared.id === id,
    )?.shared;
    if (incident === undefined) return null;
    const head = sharedHeadOf(look.reader, look.sources);
    return { asOf: look.sources.now, data: { ...head, incident } };
  }

  /** Incidents that he may know, with what is behind them. Rejects with `store_unavailable`. */
  async toldIncidents(viewer: Viewer): Promise<readonly ToldIncident[]> {
    return await this.#incidents.told(this.look(viewer));
  }

  /** Whose every answer is, with the marks of what is no real measuring. */
  get council(): SharedCouncilDto {
    const { clock, drill } = this.#parts;
    return sharedCouncilOf(this.places.config, this.#minutes.at(clock.now()), drill);
  }

  /** The council under the configuration in force. */
  get places(): NoticePlaces {
    return this.#readers.places;
  }

  /** What there is to tell him at this moment. */
  look(viewer: Viewer): Look {
    const { clock, live, judging, drill } = this.#parts;
    const now = clock.now();
    const minute = this.#minutes.at(now);
    const reader = this.#readers.of(viewer, minute.at);
    return { reader, sources: { live, judging, now, minute, drill } };
  }

  /** The troubles of these sites that he may know, the newest first. Rejects with `store_unavailable`. */
  async troubles(
    viewer: Viewer,
    targets: readonly string[],
  ): Promise<readonly SharedIncidentDto[]> {
    const told = (await this.#incidents.told(this.look(viewer), targets)).map(
      ({ shared }) => shared,
    );
    return told.filter(({ pattern, sites: [site] }) => {
      return pattern === 'single' && site !== undefined && targets.includes(site.target);
    });
  }

  /**
   * Of all that the viewer may know; put together once as long as nothing of it can have changed. What
   * members of a sector know alike is put together for all of them.
   */
  #pictureFor({ reader, sources }: Look): string {
    const { viewer } = reader;
    if (viewer.kind !== 'member') {
      return this.#kept(reader, sources, () => pictureOf(reader, sources));
    }
    const alike = this.#readers.of(memberIn(viewer.sector), sources.minute.at);
    const common = this.#kept(alike, sources, () => commonPictureOf(alike, sources));
    const own = this.#kept(reader, sources, () => ownPictureOf(reader, sources));
    return `${common}-${own}`;
  }

  #kept({ viewer }: Reader, sources: PageSources, make: () => string): string {
    const { live, judging } = sources;
    const key = [live.firstVersion, judging.version, sources.minute.at].join('/');
    if (this.#pictures.key !== key) this.#pictures = { key, known: new Map() };
    const name = viewerKey(viewer);
    const known = this.#pictures.known.get(name);
    if (known !== undefined) return known;
    const picture = make();
    this.#pictures.known.set(name, picture);
    return picture;
  }
}

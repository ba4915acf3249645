import type { ViewerDto } from '../../board/dto/shared.ts';
import type { Config } from '../../core/config.ts';
import { forgetOldest } from '../../core/forget-oldest.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import { NoticePlaces } from '../notices/notice-places.ts';
import { PatternViews } from '../notices/pattern-views.ts';
import { toldSinceBy, type VersionsOf } from '../notices/told-since.ts';
import { ReaderSites } from './reader-sites.ts';
import type { ViewPattern } from './shared-incidents.ts';
import type { ReleasedTo } from './shared-sectors.ts';

/** A viewer with all that decides what he may know now. */
export interface Reader {
  readonly viewer: Viewer;
  readonly places: NoticePlaces;
  readonly sites: ReaderSites;
  readonly released: ReleasedTo;
  readonly viewOf: ViewPattern;
}

export interface ReadersParts {
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  /** Host names under which targets are measured, by target. */
  readonly hosts: () => ReadonlyMap<string, string>;
  readonly releases: SectorReleases;
  readonly facts: FactsBook;
  /** Absent = all is as the files have it. */
  readonly versionsOf?: VersionsOf;
}

/** Of so many viewers the sites are held ready. */
const READERS_AT_MOST = 300;

/** Readers, put together once for each configuration and minute. */
export class Readers {
  readonly #parts: ReadersParts;
  #placed: NoticePlaces | null = null;
  #sites = new Map<string, ReaderSites>();
  #patterns: { readonly key: string; readonly views: PatternViews } | null = null;

  constructor(parts: ReadersParts) {
    this.#parts = parts;
  }

  /** Takes what the rules say now; `minute`, epoch ms, is that of the releases. */
  of(viewer: Viewer, minute: number): Reader {
    const { places } = this;
    const { releases } = this.#parts;
    const views = this.#viewsAt(minute, places);
    const reader = { viewer, mayName: true, afterwards: true };
    return {
      viewer,
      places,
      sites: this.sitesOf(viewer),
      released: (sector) => releases.to(viewer, sector)?.release ?? null,
      viewOf: (incident) => views.viewOf(incident, reader),
    };
  }

  /** The council under the configuration in force. */
  get places(): NoticePlaces {
    const { today, hosts } = this.#parts;
    const config = today();
    if (this.#placed?.config !== config) {
      this.#placed = new NoticePlaces(config, hosts());
      this.#sites = new Map();
      this.#patterns = null;
    }
    return this.#placed;
  }

  #viewsAt(minute: number, places: NoticePlaces): PatternViews {
    const { releases, facts, versionsOf = () => [] } = this.#parts;
    const key = `${minute} ${facts.version}`;
    if (this.#patterns?.key !== key) {
      const parts = { releases, facts, toldSince: toldSinceBy(versionsOf) };
      this.#patterns = { key, views: new PatternViews(parts, places) };
    }
    return this.#patterns.views;
  }

  /** What the rules say now. */
  sitesOf(viewer: Viewer): ReaderSites {
    const { places } = this;
    const key = viewerKey(viewer);
    const { versionsOf = () => [] } = this.#parts;
    const sites = this.#sites.get(key) ?? new ReaderSites(viewer, places, versionsOf);
    // Those who asked last stay.
    this.#sites.delete(key);
    this.#sites.set(key, sites);
    forgetOldest(this.#sites, READERS_AT_MOST);
    return sites;
  }
}

/** The same for the same viewer. */
export function viewerKey(viewer: Viewer): string {
  const member = viewer.kind === 'member' ? viewer.member : '';
  return `${viewer.kind}/${'sector' in viewer ? viewer.sector : ''}/${member}`;
}

/** Who reads, by name. */
export function viewerDtoOf(
  viewer: Viewer,
  { sectors, ofMember }: Pick<NoticePlaces, 'sectors' | 'ofMember'>,
): ViewerDto {
  const sector = 'sector' in viewer ? sectors.get(viewer.sector) : undefined;
  const member = viewer.kind === 'member' ? ofMember.get(viewer.member)?.[0]?.member : undefined;
  return {
    kind: viewer.kind,
    member: member === undefined ? null : { id: member.id, name: member.name },
    sector: sector === undefined ? null : { id: sector.id, name: sector.name },
  };
}

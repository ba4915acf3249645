import type {
  SectorHeadDto,
  SharedCouncilDto,
  SharedIncidentDto,
  SharedPageDto,
} from '../../board/dto/shared.ts';
import type { Config } from '../../core/config.ts';
import { createSearch } from '../../core/search-text.ts';
import type { DrillMark } from '../../core/words/scenario.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { PictureMinute } from './picture-minutes.ts';
import { plainCouncilOf } from './plain-council.ts';
import { type Reader, viewerDtoOf } from './reader.ts';
import { digestOf, type ReaderSite } from './reader-sites.ts';
import { sharedPatternsOf } from './shared-incidents.ts';
import { sharedSectorsOf, sharedTotalsOf } from './shared-sectors.ts';
import { sharedSiteOf, siteStateOf, toldStateOf } from './shared-site.ts';
import type { SiteSources } from './site-detail.ts';

/** Sites told at most; `total` holds the others, too. */
const TOLD_SITES = 200;

/** What a page is about. */
export type PageScope =
  | { readonly of: 'council' }
  | { readonly of: 'everything' }
  | { readonly of: 'sector'; readonly sector: string }
  | { readonly of: 'target'; readonly target: string }
  | { readonly of: 'text'; readonly text: string };

export interface PageSources extends SiteSources {
  readonly minute: PictureMinute;
  readonly drill: DrillMark | null;
}

type Page = Omit<SharedPageDto, 'version' | 'picture'>;

/** A page for a reader. */
export function sharedPageOf(reader: Reader, sources: PageSources, scope: PageScope): Page {
  const told = sitesOf(reader, sources, scope);
  const isCut = scope.of === 'council' || scope.of === 'text';
  const sites = isCut ? told.slice(0, TOLD_SITES) : told;
  return {
    ...sharedHeadOf(reader, sources),
    ...sectorHeadOf(reader, sources, scope),
    total: told.length,
    sites: sites.map((site) => sharedSiteOf(site, sources)),
  };
}

/** What a page tells beside its sites: under one configuration the same for a full minute. */
export function sectorHeadOf(
  reader: Reader,
  sources: PageSources,
  scope: PageScope,
): SectorHeadDto {
  const sectors = sharedSectorsOf(reader.places.config, reader.released);
  const patterns = sharedPatternsOf(sources.minute.patterns, reader);
  const { minute, drill } = sources;
  return {
    council: sharedCouncilOf(reader.places.config, minute, drill),
    ...{ releasedAt: minute.at, totals: sharedTotalsOf(sectors) },
    sectors: sectors.filter(({ id }) => scope.of !== 'sector' || scope.sector === id),
    incidents: patterns.filter((pattern) => isAbout(pattern, scope)),
  };
}

/** What is in every answer to those who share. */
export function sharedHeadOf(
  { viewer, places }: Reader,
  { minute, drill }: Pick<PageSources, 'minute' | 'drill'>,
): Pick<SharedPageDto, 'view' | 'council' | 'viewer' | 'releasedAt'> {
  return {
    view: 'shared',
    council: sharedCouncilOf(places.config, minute, drill),
    viewer: viewerDtoOf(viewer, places),
    releasedAt: minute.at,
  };
}

export function sharedCouncilOf(
  config: Config,
  { doubt }: PictureMinute,
  drill: DrillMark | null,
): SharedCouncilDto {
  return { ...plainCouncilOf(config, drill), doubt };
}

/** Another one for another page of everything; of values in detail it knows nothing. */
export function pictureOf(reader: Reader, sources: PageSources): string {
  const { releasedAt: _releasedAt, ...head } = sharedHeadOf(reader, sources);
  const sectors = sharedSectorsOf(reader.places.config, reader.released);
  const incidents = sharedPatternsOf(sources.minute.patterns, reader);
  const { all, names } = reader.sites;
  return digestOf([head, sectors, incidents, names, statesOf(all, sources)]);
}

/** What of the picture is the same for all members of a sector, by one without a site. */
export function commonPictureOf(reader: Reader, sources: PageSources): string {
  const { releasedAt: _releasedAt, ...head } = sharedHeadOf(reader, sources);
  const sectors = sharedSectorsOf(reader.places.config, reader.released);
  const others = sectors.filter(({ id }) => !isOwnSector(reader.viewer, id));
  const { all, names } = reader.sites;
  return digestOf([head, others, names, statesOf(all, sources)]);
}

/** What is a member's alone: its own sites, the band of its sector without it, and patterns. */
export function ownPictureOf(reader: Reader, sources: PageSources): string {
  const { viewer, places, released, sites } = reader;
  const own = sites.all.filter((site) => isOwn(viewer, site));
  const sectors = sharedSectorsOf(places.config, released);
  const sector = sectors.filter(({ id }) => isOwnSector(viewer, id));
  const incidents = sharedPatternsOf(sources.minute.patterns, reader);
  return digestOf([incidents, sector, sites.names, statesOf(own, sources)]);
}

/** How sites do, in the order of the sites: a picture is made for each viewer whenever one changes. */
function statesOf(sites: readonly ReaderSite[], sources: SiteSources): string {
  let text = '';
  for (const site of sites) {
    const { place, isDetail } = site;
    const { judgement, since, suspect } = toldStateOf(site, sources);
    const isStopped = isDetail && sources.live.stopped.has(place.target.id);
    text += `${judgement}${since}${suspect ? '?' : ''}${isStopped ? '!' : ''} `;
  }
  return text;
}

function sitesOf(
  { viewer, sites }: Reader,
  sources: SiteSources,
  scope: PageScope,
): readonly ReaderSite[] {
  switch (scope.of) {
    case 'council':
      return sites.all.filter((site) => isOwn(viewer, site) || isTroubled(site, sources));
    case 'everything':
      return sites.all;
    case 'sector':
      return sites.all.filter(({ place }) => place.sector.id === scope.sector);
    case 'target': {
      const site = sites.of(scope.target);
      return site === null ? [] : [site];
    }
    case 'text':
      return found(sites.all, scope.text);
    default:
      return scope satisfies never;
  }
}

/** By what the reader may know of a site: its URL is searched where he may see it. */
function found(sites: readonly ReaderSite[], text: string): readonly ReaderSite[] {
  if (text.trim() === '') return [];
  const isFound = createSearch(text);
  return sites.filter(({ place: { target, member }, isDetail }) => {
    const { ja, en } = member.name;
    const detail = isDetail ? [member.code ?? '', target.url ?? ''] : [];
    return isFound([target.id, member.id, ja, en, ...detail]);
  });
}

/** A member's are always told. */
function isOwn(viewer: Viewer, { place }: ReaderSite): boolean {
  return viewer.kind === 'member' && viewer.member === place.member.id;
}

function isOwnSector(viewer: Viewer, sector: string): boolean {
  return viewer.kind === 'member' && viewer.sector === sector;
}

function isTroubled({ place }: ReaderSite, sources: SiteSources): boolean {
  return siteStateOf(place.target.id, sources).judgement !== 'normal';
}

function isAbout({ sectors, sites }: SharedIncidentDto, scope: PageScope): boolean {
  if (scope.of === 'text') return false;
  if (scope.of === 'target') return sites.some(({ target }) => target === scope.target);
  if (scope.of !== 'sector') return true;
  return (
    sectors.some(({ id }) => id === scope.sector) ||
    sites.some(({ sector }) => sector === scope.sector)
  );
}

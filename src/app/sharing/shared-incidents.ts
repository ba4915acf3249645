import type { SharedIncidentDto, SharedIncidentSiteDto } from '../../board/dto/shared.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Judgement } from '../../core/words/judgement.ts';
import { type PatternView, timesOf } from '../notices/pattern-views.ts';
import { patternIdsOf, troubleIdOf } from '../notices/told-ids.ts';
import { isPattern, type PictureMinute } from './picture-minutes.ts';
import type { ReaderSite, ReaderSites } from './reader-sites.ts';
import { type SiteTrouble, siteTroublesOf } from './site-troubles.ts';

/** A pattern in the form that a reader may know. */
export type ViewPattern = (incident: Incident) => PatternView;

/** What is told of incidents as one, with those that are behind it, which are told to nobody. */
export interface ToldIncident {
  readonly shared: SharedIncidentDto;
  /** The oldest first; never empty. */
  readonly behind: readonly Incident[];
}

/** How a site does now. */
export type JudgementNow = (target: string) => Judgement;

/** What a reader may know. */
interface Reading {
  readonly viewOf: ViewPattern;
  readonly sites: ReaderSites;
}

/** The patterns that a reader may know, the newest first; each has an id made of what is told. */
export function sharedPatternsOf(
  patterns: readonly Incident[],
  reading: Reading,
  judgementNow: JudgementNow,
): SharedIncidentDto[] {
  return toldPatternsOf(patterns, reading, judgementNow).map(({ shared }) => shared);
}

function toldPatternsOf(
  patterns: readonly Incident[],
  reading: Reading,
  judgementNow: JudgementNow,
): ToldIncident[] {
  const { viewOf, sites } = reading;
  const shown = patterns.filter((each) => isPattern(each) && isShown(viewOf(each), sites));
  const ids = patternIdsOf(shown);
  return shown
    .flatMap((incident) => {
      const { pattern } = incident;
      const id = ids.get(incident.id);
      if (id === undefined || pattern === 'own-network') return [];
      const told = patternOf(pattern, viewOf(incident), id);
      const shared = isFromBefore(told.sites, sites)
        ? { ...withoutBefore(told, sites, judgementNow), ...timesOf(incident, { isWhole: false }) }
        : told;
      return [{ shared, behind: [incident] }];
    })
    .sort(newestFirst);
}

/** One that no band tells of is shown by names alone, and by those only that could be known all the while. */
function isShown({ form, matter }: PatternView, sites: ReaderSites): boolean {
  return form.isShown && (form.sectors.length > 0 || !isFromBefore(matter.sites, sites));
}

/** Whether a site was in it before it came to be shared by name. */
function isFromBefore(
  its: readonly Pick<SharedIncidentSiteDto, 'target' | 'from'>[],
  sites: ReaderSites,
): boolean {
  return its.some(({ target, from }) => from < namedSinceOf(target, sites));
}

function namedSinceOf(target: string, sites: ReaderSites): number {
  return sites.of(target)?.namedSince ?? Infinity;
}

function patternOf(
  pattern: SharedIncidentDto['pattern'],
  { matter }: PatternView,
  id: string,
): SharedIncidentDto {
  const { since, endedAt, ending, sites, hasOthers, fact, sectors } = matter;
  return {
    ...{ id, pattern, since, endedAt, ending, hasOthers, fact },
    sites: sites.map(({ target, member, memberName, sector, judgement, from, to }) => ({
      ...{ target, member: { id: member, name: memberName }, sector, judgement, from, to },
    })),
    sectors: sectors.map((sector) => ({ id: sector.id, name: sector.name })),
  };
}

/**
 * Without what was before a site came to be shared by name. The worst of a site that was in it then is of
 * before, too: it is told by how it does now, and when that is over it is one of the others.
 */
function withoutBefore(
  told: SharedIncidentDto,
  sites: ReaderSites,
  judgementNow: JudgementNow,
): SharedIncidentDto {
  const kept = told.sites.flatMap((site): readonly SharedIncidentSiteDto[] => {
    const { target, from, to } = site;
    const since = namedSinceOf(target, sites);
    if (from >= since) return [site];
    const lasts = told.endedAt === null && to === null && since < Infinity;
    return lasts ? [{ ...site, from: since, judgement: judgementNow(target) }] : [];
  });
  return { ...told, sites: kept, hasOthers: told.hasOthers || kept.length < told.sites.length };
}

/**
 * The troubles of a named site, each an incident of its own. Of one that began before the site was named
 * the worst is of then, too: it is told by how the site does now, and no more when it is over.
 */
function toldTroublesOf(
  { place, namedSince }: ReaderSite,
  incidents: readonly Incident[],
  judgementNow: JudgementNow,
): ToldIncident[] {
  const { target, member, sector } = place;
  const known = siteTroublesOf(target.id, incidents).filter(
    ({ from, to }) => to === null || from >= namedSince,
  );
  return known.map(({ from: begun, to, ending, judgement: worst }) => {
    const from = Math.max(begun, namedSince);
    const judgement = begun < namedSince ? judgementNow(target.id) : worst;
    const site: SharedIncidentSiteDto = {
      ...{ target: target.id, member: { id: member.id, name: member.name }, sector: sector.id },
      ...{ judgement, from, to },
    };
    const shared: SharedIncidentDto = {
      ...{ id: troubleIdOf(target.id, from), pattern: 'single', since: from, endedAt: to, ending },
      ...{ sites: [site], hasOthers: false, fact: null },
      sectors: [{ id: sector.id, name: sector.name }],
    };
    return { shared, behind: incidentsBehind(target.id, { from: begun, to }, incidents) };
  });
}

/** Those that held the site since its trouble began. */
function incidentsBehind(
  target: string,
  { from, to }: Pick<SiteTrouble, 'from' | 'to'>,
  incidents: readonly Incident[],
): readonly Incident[] {
  return incidents
    .filter(({ targets }) =>
      targets.some(
        (entry) =>
          entry.target === target && entry.from >= from && (to === null || entry.from <= to),
      ),
    )
    .sort((a, b) => a.openedAt - b.openedAt);
}

/** All that a reader may know of incidents that were kept, the newest first. */
export function toldIncidentsOf(
  kept: readonly Incident[],
  reading: Reading,
  { minute, judgementNow }: { readonly minute: PictureMinute; readonly judgementNow: JudgementNow },
): ToldIncident[] {
  const told = asOfMinute(kept, minute);
  const byTarget = new Map<string, Incident[]>();
  for (const incident of told) {
    for (const { target } of incident.targets) {
      const known = byTarget.get(target);
      if (known) known.push(incident);
      else byTarget.set(target, [incident]);
    }
  }
  const troubles = reading.sites.all.flatMap((site) =>
    toldTroublesOf(site, byTarget.get(site.place.target.id) ?? [], judgementNow),
  );
  return [...troubles, ...toldPatternsOf(told, reading, judgementNow)].sort(newestFirst);
}

/**
 * Incidents as of the full minute where others are in them: patterns as they were then, those that came
 * up since not at all, and a site's own as if no pattern had taken it in since.
 */
function asOfMinute(kept: readonly Incident[], minute: PictureMinute): readonly Incident[] {
  const open = new Map(minute.patterns.map((incident) => [incident.id, incident]));
  return kept.flatMap((incident): readonly Incident[] => {
    const then = open.get(incident.id);
    if (then !== undefined) return [then];
    const { pattern, openedAt, endedAt, ending } = incident;
    if (pattern === 'own-network') return [];
    if (pattern !== 'single' && (openedAt > minute.at || isOpenPattern(incident))) return [];
    const isTakenIn = ending === 'merged' && endedAt !== null && endedAt > minute.at;
    return [isTakenIn ? { ...incident, endedAt: null, ending: null, mergedInto: null } : incident];
  });
}

function isOpenPattern(incident: Incident): boolean {
  return isPattern(incident) && incident.endedAt === null;
}

function newestFirst({ shared: a }: ToldIncident, { shared: b }: ToldIncident): number {
  return b.since - a.since || (a.id < b.id ? -1 : 1);
}

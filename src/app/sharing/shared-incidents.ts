import type { SharedIncidentDto, SharedIncidentSiteDto } from '../../board/dto/shared.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { PatternView } from '../notices/pattern-views.ts';
import { patternIdsOf, troubleIdOf } from '../notices/told-ids.ts';
import { isPattern, type PictureMinute } from './picture-minutes.ts';
import type { ReaderSite, ReaderSites } from './reader-sites.ts';
import { type Held, siteTroublesOf } from './site-troubles.ts';

/** A pattern in the form that a reader may know. */
export type ViewPattern = (incident: Incident) => PatternView;

/** What is told of incidents as one, with those that are behind it, which are told to nobody. */
export interface ToldIncident {
  readonly shared: SharedIncidentDto;
  /** The oldest first; never empty. */
  readonly behind: readonly Incident[];
}

/** What a reader may know. */
interface Reading {
  readonly viewOf: ViewPattern;
  readonly sites: ReaderSites;
}

/** The patterns that a reader may know, the newest first; each has an id made of what is told. */
export function sharedPatternsOf(
  patterns: readonly Incident[],
  reading: Pick<Reading, 'viewOf'>,
): SharedIncidentDto[] {
  return toldPatternsOf(patterns, reading).map(({ shared }) => shared);
}

function toldPatternsOf(
  patterns: readonly Incident[],
  { viewOf }: Pick<Reading, 'viewOf'>,
): ToldIncident[] {
  const shown = patterns.filter((each) => isPattern(each) && viewOf(each).form.isShown);
  const ids = patternIdsOf(shown);
  return shown
    .flatMap((incident) => {
      const { pattern } = incident;
      const id = ids.get(incident.id);
      if (id === undefined || pattern === 'own-network') return [];
      return [{ shared: patternOf(pattern, viewOf(incident), id), behind: [incident] }];
    })
    .sort(newestFirst);
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

/** The troubles of a named site, each an incident of its own, without what was before it was named. */
function toldTroublesOf({ place, namedSince }: ReaderSite, held: readonly Held[]): ToldIncident[] {
  const { target, member, sector } = place;
  return siteTroublesOf(held, namedSince).map(({ from, to, ending, judgement, behind }) => {
    const site: SharedIncidentSiteDto = {
      ...{ target: target.id, member: { id: member.id, name: member.name }, sector: sector.id },
      ...{ judgement, from, to },
    };
    const shared: SharedIncidentDto = {
      ...{ id: troubleIdOf(target.id, from), pattern: 'single', since: from, endedAt: to, ending },
      ...{ sites: [site], hasOthers: false, fact: null },
      sectors: [{ id: sector.id, name: sector.name }],
    };
    return { shared, behind };
  });
}

/** All that a reader may know of incidents that were kept, the newest first. */
export function toldIncidentsOf(
  kept: readonly Incident[],
  reading: Reading,
  minute: PictureMinute,
): ToldIncident[] {
  const told = asOfMinute(kept, minute);
  const byTarget = new Map<string, Held[]>();
  for (const incident of told) {
    for (const entry of incident.targets) {
      const known = byTarget.get(entry.target);
      if (known) known.push({ incident, entry });
      else byTarget.set(entry.target, [{ incident, entry }]);
    }
  }
  const troubles = reading.sites.all.flatMap((site) =>
    toldTroublesOf(site, byTarget.get(site.place.target.id) ?? []),
  );
  return [...troubles, ...toldPatternsOf(told, reading)].sort(newestFirst);
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

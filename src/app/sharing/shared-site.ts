import type { SharedSiteDto } from '../../board/dto/shared.ts';
import type { ReaderSite } from './reader-sites.ts';
import { type SiteSources, siteDetailOf } from './site-detail.ts';

type SiteState = Pick<SharedSiteDto, 'judgement' | 'since' | 'suspect'>;

/** A named site as its reader may know it: by its judgement, and with its values where he may see them. */
export function sharedSiteOf(site: ReaderSite, sources: SiteSources): SharedSiteDto {
  const { place, isDetail } = site;
  const { target, member, sector } = place;
  return {
    target: target.id,
    member: { id: member.id, name: member.name },
    sector: sector.id,
    ...toldStateOf(site, sources),
    detail: isDetail ? siteDetailOf(site, sources) : null,
  };
}

/** How a site does, to a reader who may know it by name: not since before he may. */
export function toldStateOf({ place, namedSince }: ReaderSite, sources: SiteSources): SiteState {
  const state = siteStateOf(place.target.id, sources);
  return { ...state, since: state.since && Math.max(state.since, namedSince) };
}

/** How a site does, of whoever may know it by name. */
export function siteStateOf(target: string, { live, judging, now }: SiteSources): SiteState {
  const planned = live.maintenanceOf(target, now);
  if (planned !== null) return { judgement: 'maintenance', since: planned.from, suspect: false };
  const state = live.stopped.has(target) ? null : judging.stateOf(target);
  if (state === null) return { judgement: 'unknown', since: null, suspect: false };
  const { judgement, since, suspect } = state;
  return { judgement, since, suspect };
}

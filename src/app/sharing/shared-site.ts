import type { SharedSiteDto } from '../../board/dto/shared.ts';
import type { Live } from '../../board/live.ts';
import { verdictsOf } from '../../board/views/judging.ts';
import { siteOf } from '../../board/views/overview.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { ReaderSite } from './reader-sites.ts';

export interface SiteSources {
  readonly live: Live;
  readonly judging: Judging;
  /** Epoch ms. */
  readonly now: number;
}

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
    detail: isDetail ? detailOf(target.id, sources) : null,
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

function detailOf(target: string, { live, judging }: SiteSources): SharedSiteDto['detail'] {
  const index = live.table.indexOf(target);
  if (index === null) return null;
  const { url, stopped, series } = siteOf(live, index);
  return { url, stopped, series, verdicts: verdictsOf(judging, live.config, target) };
}

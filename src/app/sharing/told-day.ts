import type { SharedIncidentDto } from '../../board/dto/shared.ts';
import type { SharedDayDto } from '../../board/dto/shared-day.ts';
import type { DayQuery } from '../../board/sources.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import { doubtsOf, judgedOf, measuredBefore, measuredBy, untoldOf } from './day-gaps.ts';
import type { ReaderSite, ReaderSites } from './reader-sites.ts';
import { type DayParts, isDuring, type Stretch, sharedDayOf, stretchOf } from './shared-day.ts';
import type { Look, ToldIncidents } from './told-incidents.ts';

/** A trouble goes over from one incident to another: those before a day are looked at, too, ms. */
const AROUND_MS = 86_400_000;

export interface ToldDayParts {
  readonly releases: Pick<SectorReleases, 'during'>;
  readonly incidents: Pick<ToldIncidents, 'since'>;
  readonly samples: Pick<SampleStore, 'rollups'>;
}

/** A day as its reader may know it. Rejects with `store_unavailable`. */
export async function toldDayOf(
  look: Look,
  query: DayQuery,
  parts: ToldDayParts,
): Promise<SharedDayDto> {
  const { reader, sources } = look;
  const { viewer, places } = reader;
  const stretch = stretchOf(query.on, sources.now, places.config.council.timezone);
  const ofDay = { ...stretch, sector: query.sector };
  if (query.of === 'bands') {
    const { of: told } = await parts.releases.during(viewer, stretch);
    const nothing = { incidents: [], judged: [], untold: [] };
    return sharedDayOf(reader, sources, { ...ofDay, told, ...nothing });
  }
  const [{ of: told, ran }, { told: incidents, kept }] = await Promise.all([
    parts.releases.during(viewer, stretch),
    parts.incidents.since(look, stretch.from - AROUND_MS),
  ]);
  const judged = judgedOf(ran, doubtsOf(kept, sources.minute));
  const { samples } = parts;
  const untold = await untoldIn(look, { query, stretch, judged, incidents, samples });
  return sharedDayOf(reader, sources, { ...ofDay, told, incidents, judged, untold });
}

interface UntoldParts
  extends Pick<DayParts, 'judged' | 'incidents'>,
    Pick<ToldDayParts, 'samples'> {
  readonly query: DayQuery;
  readonly stretch: Stretch;
}

async function untoldIn(
  { reader, sources }: Look,
  { query, stretch, judged, incidents, samples }: UntoldParts,
): Promise<DayParts['untold']> {
  const { live, now } = sources;
  const { on, sector } = query;
  const all = on === null ? reader.sites.all : troubledIn(reader.sites, incidents, stretch);
  const sites = all.filter(({ place }) => sector === null || place.sector.id === sector);
  const targets = sites.map(({ place }) => place.target.id);
  const before = await measuredBefore(samples, stretch, { targets, now });
  return untoldOf(sites, { ...sources, judged, isMeasured: measuredBy(live, now, before) });
}

/** Of a past day those alone are shown that had a trouble in it. */
function troubledIn(
  sites: ReaderSites,
  incidents: readonly SharedIncidentDto[],
  stretch: Stretch,
): readonly ReaderSite[] {
  const troubled = incidents.filter(
    (incident) => incident.pattern === 'single' && isDuring(incident, stretch),
  );
  const ids = new Set(troubled.flatMap((incident) => incident.sites.map(({ target }) => target)));
  return sites.all.filter(({ place }) => ids.has(place.target.id));
}

import type { SnapshotDto } from '../../board/dto/snapshot.ts';
import { JUDGEMENT_WEIGHTS } from '../../core/words/judgement.ts';
import type { Dated, Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Gate } from '../../share/seal.ts';
import type { ReaderSite } from './reader-sites.ts';
import { sectorHeadOf, sharedHeadOf } from './shared-page.ts';
import { sharedSiteOf, siteStateOf } from './shared-site.ts';
import type { SharedViews } from './shared-views.ts';
import type { Look } from './told-incidents.ts';
import { type StatementViewsParts, toldStatements } from './told-statements.ts';

export interface SnapshotViewParts extends Pick<StatementViewsParts, 'statements'> {
  readonly gate: Gate;
  readonly shared: SharedViews;
}

/** Sites of others that are told at most. */
const OTHERS_TOLD = 200;

/**
 * The council for a file, as a viewer may know it; null where that changed while it was put together.
 * Rejects with `store_unavailable`.
 */
export async function sealedSnapshot(
  { gate, ...parts }: SnapshotViewParts,
  viewer: Viewer,
): Promise<Marked<SnapshotDto> | null> {
  const dated = await snapshotOf(parts, viewer);
  const targetOf = (id: string) => parts.shared.targetOf(id);
  return gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
}

async function snapshotOf(
  { shared, statements }: Omit<SnapshotViewParts, 'gate'>,
  viewer: Viewer,
): Promise<Dated<SnapshotDto>> {
  const { data: day } = await shared.day(viewer, { on: null, sector: null, of: 'all' });
  const look = shared.look(viewer);
  const { reader, sources } = look;
  const { totals, sectors } = sectorHeadOf(reader, sources, { of: 'council' });
  const { told, left } = sitesOf(look);
  const isTold = new Set(told.map(({ place }) => place.target.id));
  const said = toldStatements({ shared, statements }, viewer).data.statements;
  return {
    asOf: sources.now,
    data: {
      ...{ ...sharedHeadOf(reader, sources), totals, sectors },
      ...{ from: day.from, to: day.to, day: day.sectors, incidents: day.incidents },
      sites: told.map((site) => sharedSiteOf(site, sources)),
      left,
      statements: said.filter(({ target }) => isTold.has(target)),
    },
  };
}

/** Those of the viewer's own sector all, then those of others, the heaviest judged first. */
function sitesOf({ reader: { viewer, sites }, sources }: Look): {
  readonly told: readonly ReaderSite[];
  readonly left: SnapshotDto['left'];
} {
  const isOwn = ({ place }: ReaderSite) => 'sector' in viewer && viewer.sector === place.sector.id;
  const others = sites.all
    .filter((site) => !isOwn(site))
    .map((site) => {
      const { judgement } = siteStateOf(site.place.target.id, sources);
      return { site, weight: JUDGEMENT_WEIGHTS[judgement] };
    })
    .sort((a, b) => b.weight - a.weight);
  const left = others.slice(OTHERS_TOLD);
  const told = others.slice(0, OTHERS_TOLD).map(({ site }) => site);
  return {
    told: [...sites.all.filter(isOwn), ...told],
    left: {
      sites: left.length,
      notNormal: left.filter(({ weight }) => weight > JUDGEMENT_WEIGHTS.normal).length,
    },
  };
}

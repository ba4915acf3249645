import type { SnapshotDto } from '../../board/dto/snapshot.ts';
import type { Dated, Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Gate } from '../../share/seal.ts';
import type { SharedViews } from './shared-views.ts';

/**
 * The council for a file, as a viewer may know it; null where that changed while it was put together.
 * Rejects with `store_unavailable`.
 */
export async function sealedSnapshot(
  gate: Gate,
  shared: SharedViews,
  viewer: Viewer,
): Promise<Marked<SnapshotDto> | null> {
  const dated = await snapshotOf(shared, viewer);
  const targetOf = (id: string) => shared.targetOf(id);
  return gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
}

async function snapshotOf(shared: SharedViews, viewer: Viewer): Promise<Dated<SnapshotDto>> {
  const { data: day } = await shared.day(viewer, { on: null, sector: null, of: 'all' });
  const { asOf, data: page } = shared.page(viewer, { of: 'council' });
  const { view, council, viewer: reader, releasedAt, totals, sectors } = page;
  const own =
    'sector' in viewer
      ? shared.page(viewer, { of: 'sector', sector: viewer.sector }).data.sites
      : [];
  const isOwn = new Set(own.map(({ target }) => target));
  const others = page.sites.filter(({ target }) => !isOwn.has(target));
  return {
    asOf,
    data: {
      ...{ view, council, viewer: reader, releasedAt, totals, sectors },
      ...{ from: day.from, to: day.to, day: day.sectors, incidents: day.incidents },
      ...{ sites: [...own, ...others], left: page.total - page.sites.length },
    },
  };
}

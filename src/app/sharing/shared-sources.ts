import type { BoardViews } from '../../board/board-views.ts';
import type { ReaderDto } from '../../board/dto/shared.ts';
import type { BoardSources } from '../../board/sources.ts';
import type { PlacedTarget } from '../../core/config.ts';
import type { Dated, Marked } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { SharedAnswer } from '../../share/rules/shared-answer.ts';
import type { Gate } from '../../share/seal.ts';
import type { SharedViews } from './shared-views.ts';

export interface SharedSourcesParts {
  readonly gate: Gate;
  /** What the operator sees, for sites that are shown in detail. */
  readonly views: Pick<BoardViews, 'placed' | 'target' | 'samples' | 'usual'>;
  readonly shared: SharedViews;
  readonly about: BoardSources['about'];
}

type SourcesForAll = Pick<SharedSourcesParts, 'gate' | 'shared'>;

/** A day as it was told, for everybody. */
export function daySource({ gate, shared }: SourcesForAll): BoardSources['day'] {
  return async (viewer, query) => {
    if (query.sector !== null && !shared.hasSector(query.sector)) return null;
    const dated = await shared.day(viewer, query);
    const targetOf = (id: string) => shared.targetOf(id);
    return gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
  };
}

/** The sites of a sector as their reader may know them, for everybody. */
export function sectorSitesSource({ gate, shared }: SourcesForAll): BoardSources['sectorSites'] {
  return (viewer, id) => {
    if (!shared.hasSector(id)) return null;
    const dated = shared.page(viewer, { of: 'sector', sector: id });
    const targetOf = (target: string) => shared.targetOf(target);
    return gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
  };
}

/** Seals what is made of a target from when on its viewer sees it in detail; null where he does not. */
function detailSealer({
  gate,
  views,
  shared,
}: Pick<SharedSourcesParts, 'gate' | 'views' | 'shared'>) {
  return async function detail<T>(
    viewer: Viewer,
    id: string,
    make: (placed: PlacedTarget, since: number) => Promise<Dated<T>>,
  ): Promise<Marked<T> | null> {
    const since = shared.detailSince(viewer, id);
    const placed = since === null ? null : views.placed(id);
    if (placed === null || since === null) return null;
    const dated = await make(placed, since);
    // Its member may have chosen otherwise meanwhile, and may have been told that it holds.
    if (shared.detailSince(viewer, id) !== since) return await detail(viewer, id, make);
    const target = shared.targetOf(id);
    return target && gate.seal(viewer, { kind: 'detail', target }, dated);
  };
}

/** What the board may ask for those who share; how the prober does is not for them. */
export function sharedSources({
  gate,
  views,
  shared,
  about,
}: SharedSourcesParts): Omit<
  BoardSources,
  'member' | 'statements' | 'tasks' | 'sectorBadge' | 'targetBadge' | 'day' | 'sectorSites'
> {
  const targetOf = (id: string) => shared.targetOf(id);
  const sealed = <T extends SharedAnswer>(viewer: Viewer, dated: Dated<T> | null) =>
    dated && gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
  const detail = detailSealer({ gate, views, shared });
  const council = (viewer: Viewer) => sealed(viewer, shared.page(viewer, { of: 'council' }));
  return {
    reader: (viewer) => sealReader(gate, viewer, shared.reader(viewer)),
    overview: (viewer) => sealed(viewer, shared.page(viewer, { of: 'everything' })),
    changes: (viewer, query) => sealed(viewer, shared.changes(viewer, query)),
    council,
    sites: (viewer, text) => sealed(viewer, shared.page(viewer, { of: 'text', text })),
    sector: (viewer, id) =>
      shared.hasSector(id)
        ? sealed(viewer, shared.page(viewer, { of: 'sector', sector: id }))
        : null,
    target: async (viewer, id) =>
      (await detail(viewer, id, async (placed, since) =>
        shared.detailOf(viewer, await views.target(placed, since)),
      )) ?? sealed(viewer, shared.target(viewer, id)),
    usual: (viewer, query) =>
      detail(viewer, query.target, (placed, since) => views.usual(placed, query, since)),
    targetSamples: (viewer, query) =>
      detail(viewer, query.target, (_, since) => {
        const from = Math.max(query.from, since);
        return views.samples({ ...query, from: Math.min(from, query.to) });
      }),
    judging(viewer, { sector, target }) {
      if (target !== null) return sealed(viewer, shared.page(viewer, { of: 'target', target }));
      if (sector !== null) return sealed(viewer, shared.page(viewer, { of: 'sector', sector }));
      return council(viewer);
    },
    incidents: async (viewer, query) => sealed(viewer, await shared.incidents(viewer, query)),
    incident: async (viewer, id) => sealed(viewer, await shared.incident(viewer, id)),
    prober: async () => null,
    plan: () => null,
    about,
    health: () => null,
    metrics: () => null,
  };
}

/** Who he is, to himself. */
export function sealReader(
  gate: Gate,
  reader: Viewer,
  dated: Dated<ReaderDto>,
): Marked<ReaderDto> | null {
  return gate.seal(reader, { kind: 'reader', reader }, dated);
}

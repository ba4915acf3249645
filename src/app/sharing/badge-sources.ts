import type { SectorBadgeDto } from '../../board/dto/badge.ts';
import type { BoardSources } from '../../board/sources.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Gate } from '../../share/seal.ts';
import { sharedHeadOf } from './shared-page.ts';
import { sharedSectorsOf } from './shared-sectors.ts';
import type { SharedViews } from './shared-views.ts';

export interface BadgeSourcesParts {
  readonly gate: Gate;
  readonly shared: SharedViews;
}

/** What badges say, for everybody: a band as it was released to him, and a judgement that he may read. */
export function badgeSources({
  gate,
  shared,
}: BadgeSourcesParts): Pick<BoardSources, 'sectorBadge' | 'targetBadge'> {
  const targetOf = (id: string) => shared.targetOf(id);
  return {
    sectorBadge(viewer, id) {
      const dated = sectorBadge(shared, viewer, id);
      return dated && gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
    },
    targetBadge(viewer, id) {
      const dated = shared.target(viewer, id);
      return dated && gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
    },
  };
}

function sectorBadge(
  shared: SharedViews,
  viewer: Viewer,
  id: string,
): { readonly asOf: number; readonly data: SectorBadgeDto } | null {
  const { reader, sources } = shared.look(viewer);
  const { config } = reader.places;
  const sector = sharedSectorsOf(config, reader.released).find((each) => each.id === id);
  if (sector === undefined) return null;
  const data = { ...sharedHeadOf(reader, sources), sectors: [sector] } as const;
  return { asOf: sources.now, data };
}

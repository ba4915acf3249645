import type { SectorBadgeDto, TargetBadgeDto } from '../../board/dto/badge.ts';
import type { BoardSources } from '../../board/sources.ts';
import type { Dated } from '../../core/words/marked.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Gate } from '../../share/seal.ts';
import { sharedHeadOf } from './shared-page.ts';
import { sharedSectorsOf } from './shared-sectors.ts';
import type { SharedViews } from './shared-views.ts';
import { type StatementViewsParts, toldStatements } from './told-statements.ts';

export interface BadgeSourcesParts {
  readonly gate: Gate;
  readonly shared: SharedViews;
  readonly statements: StatementViewsParts['statements'];
}

/** What badges say, for everybody: a band as it was released to him, and a judgement that he may read. */
export function badgeSources({
  gate,
  shared,
  statements,
}: BadgeSourcesParts): Pick<BoardSources, 'sectorBadge' | 'targetBadge'> {
  const targetOf = (id: string) => shared.targetOf(id);
  return {
    sectorBadge(viewer, id) {
      const dated = sectorBadge(shared, viewer, id);
      return dated && gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
    },
    targetBadge(viewer, id) {
      const dated = targetBadge({ shared, statements }, viewer, id);
      return dated && gate.seal(viewer, { kind: 'shared', answer: dated.data, targetOf }, dated);
    },
  };
}

function sectorBadge(
  shared: SharedViews,
  viewer: Viewer,
  id: string,
): Dated<SectorBadgeDto> | null {
  const { reader, sources } = shared.look(viewer);
  const { config } = reader.places;
  const sector = sharedSectorsOf(config, reader.released).find((each) => each.id === id);
  if (sector === undefined) return null;
  const data = { ...sharedHeadOf(reader, sources), sectors: [sector] } as const;
  return { asOf: sources.now, data };
}

function targetBadge(
  parts: Pick<BadgeSourcesParts, 'shared' | 'statements'>,
  viewer: Viewer,
  id: string,
): Dated<TargetBadgeDto> | null {
  const dated = parts.shared.target(viewer, id);
  if (dated === null) return null;
  const { asOf, data } = dated;
  const said = toldStatements(parts, viewer).data.statements;
  const statements = said.filter(
    ({ target, from, until }) => target === id && from <= asOf && until > asOf,
  );
  return { asOf, data: { ...data, statements } };
}

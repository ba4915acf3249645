import type { SilenceDraft } from '../../board/acts/act-desk.ts';
import type { Text } from '../../core/words/language.ts';
import type { Silence } from '../../core/words/notice.ts';
import { RECIPIENT_IDS } from '../../core/words/recipient.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import type { CouncilNoticeDesk } from '../notices/notice-desk.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { findIncident, type IncidentFinder } from './found-incident.ts';

interface MatterParts extends IncidentFinder {
  readonly shared: Pick<SharedViews, 'toldIncidents' | 'targetOf' | 'hasSector'>;
}

/** What a silence is about, as it is kept; null where it names what the viewer may not know of. */
export async function silencedMatter(
  viewer: Viewer,
  { target, sector, incident }: Pick<SilenceDraft, 'target' | 'sector' | 'incident'>,
  parts: MatterParts,
): Promise<Pick<Silence, 'target' | 'sector' | 'incident'> | null> {
  const named = target === null ? null : parts.shared.targetOf(target);
  if (target !== null && (named === null || !isNamedTo(viewer, named))) return null;
  if (sector !== null && !parts.shared.hasSector(sector)) return null;
  if (incident === null) return { target, sector, incident };
  const found = await findIncident(viewer, incident, parts);
  return found && { target, sector, incident: found.own.id };
}

/** Where the configuration has no name for him. */
const OPERATOR: Text = { ja: '運用者', en: 'the operator' };

/** The name of a recipient, also of one without a contact; its id where it has none. */
export function nameOfRecipient(
  id: string,
  {
    notices,
    shared: { places },
  }: {
    readonly notices: Pick<CouncilNoticeDesk, 'recipient'>;
    readonly shared: Pick<SharedViews, 'places'>;
  },
): Text {
  const [kind, of = ''] = id.split(':');
  const named =
    notices.recipient(id) ??
    (kind === 'member' ? places.ofMember.get(of)?.[0]?.member : null) ??
    (kind === 'sector' ? places.sectors.get(of) : null) ??
    (id === RECIPIENT_IDS.council ? places.config.council : null) ??
    (id === RECIPIENT_IDS.operator ? { name: places.config.operator?.name ?? OPERATOR } : null);
  return named?.name ?? { ja: id, en: id };
}

import type { MessagesDto, SilenceDto, SilencedDto } from '../../board/dto/acts.ts';
import type { SharedCouncilDto } from '../../board/dto/shared.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { Silence } from '../../core/words/notice.ts';
import type { Recipient } from '../../core/words/recipient.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isNamedTo } from '../../share/rules/read-right.ts';
import { concerns } from '../notices/announce-silence.ts';
import type { NoticePlaces } from '../notices/notice-places.ts';

export interface MessagesSources {
  readonly viewer: Viewer;
  /** As whom he is told; null = it is not known. */
  readonly ownId: string | null;
  readonly own: Recipient | null;
  /** Those that last, with the incident that each names. */
  readonly silences: readonly { readonly silence: Silence; readonly incident: Incident | null }[];
  readonly places: NoticePlaces;
  readonly council: SharedCouncilDto;
  /** Of recipients, by id. */
  readonly nameOf: (recipient: string) => Text;
  /** By which he finds an incident; null = he may not know of it. */
  readonly shownId: (incident: string) => string | null;
}

/** What keeps back messages to a viewer; to the operator all that keeps back any. */
export function messagesDtoOf(sources: MessagesSources): MessagesDto {
  const { viewer, ownId, own, silences, places } = sources;
  const isOperator = viewer.kind === 'operator';
  const name = own?.name ?? (ownId === null ? null : sources.nameOf(ownId));
  const isTold = ({ silence, incident }: MessagesSources['silences'][number]) =>
    isOperator ||
    (ownId !== null &&
      (silence.recipient === ownId ||
        (silence.recipient === null &&
          concerns({ silence, incident }, ownId, viewer, places.config))));
  return {
    own: name && { name, hasContact: (own?.contacts.length ?? 0) > 0 },
    mayOfAll: isOperator,
    silences: silences.filter(isTold).map(({ silence }) => silenceDtoOf(silence, sources)),
    sectors: places.config.sectors.map(({ id, name: text }) => ({ id, name: text })),
    council: sources.council,
  };
}

function silenceDtoOf(silence: Silence, sources: MessagesSources): SilenceDto {
  const { viewer, ownId, nameOf } = sources;
  const { id, recipient, from, until, by, reason } = silence;
  const isOwn = recipient !== null && recipient === ownId;
  const isOther = recipient !== null && !isOwn;
  return {
    ...{ id, from, until, reason },
    whose: isOwn ? 'own' : isOther ? 'other' : 'all',
    recipient: isOther ? nameOf(recipient) : null,
    about: aboutOf(silence, sources),
    by: isOwn || viewer.kind === 'operator' ? by : null,
    mayEnd: isOwn || viewer.kind === 'operator',
  };
}

function aboutOf(
  { target, sector, incident }: Silence,
  { viewer, places, shownId }: MessagesSources,
): SilencedDto {
  if (incident !== null) return { kind: 'incident', id: shownId(incident) };
  if (sector !== null) {
    const name = places.sectors.get(sector)?.name ?? { ja: sector, en: sector };
    return { kind: 'sector', id: sector, name };
  }
  if (target === null) return { kind: 'anything' };
  const place = places.targets.get(target);
  const isNamed = place !== undefined && isNamedTo(viewer, place.shared);
  // Who took its name back is named in no message that is silenced, either.
  if (!isNamed && viewer.kind !== 'operator') return { kind: 'incident', id: null };
  const name = place?.member.name ?? { ja: target, en: target };
  return { kind: 'target', id: target, name };
}

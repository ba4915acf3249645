import type { SharedIncidentDto } from '../../board/dto/shared.ts';
import { type Incident, PATTERN_LABELS, type Pattern } from '../../core/words/incident.ts';
import { JUDGEMENT_LABELS, type Judgement } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import { momentOfPattern } from '../notices/told-ids.ts';

export interface IncidentPointQuery {
  readonly bucket: string;
  /** No alarm is raised by it. */
  readonly suppressed: boolean;
}

/**
 * An incident as operators know it; null where it is of no site. The text names a pattern and a number,
 * never a target, member or fact.
 */
export function incidentPoint(
  { id, pattern, subject, targets, since, endedAt }: Incident,
  { bucket, suppressed }: IncidentPointQuery,
): StoredPoint | null {
  const isOwn = pattern === 'own-network';
  if (targets.length === 0 && !isOwn) return null;
  const told = { pattern, members: countedMembers(targets.map(({ member }) => member)) };
  const text = isOwn
    ? PATTERN_LABELS[pattern]
    : textOf({ ...told, judgement: targets[0]?.judgement });
  return {
    bucket,
    measurement: 'incident',
    tags: { ...placeOf({ subject, targets }), pattern },
    fields: {
      ...fieldsOf(id, text, { endedAt, members: told.members }),
      suppressed: suppressed || isOwn,
    },
    at: since,
  };
}

/**
 * An incident as the board tells it to the secretariat of a sector, by the sites of the sector in it; null
 * where it names none of them. The time of a pattern is one of its five minutes.
 */
export function toldPoint(
  { id, pattern, since, endedAt, sites }: SharedIncidentDto,
  { bucket, suppressed, sector }: IncidentPointQuery & { readonly sector: string },
): StoredPoint | null {
  const its = sites.filter((site) => site.sector === sector);
  const [first] = its;
  if (first === undefined) return null;
  const members = countedMembers(its.map(({ member }) => member.id));
  const text = textOf({ pattern, members, judgement: first.judgement });
  const isSingle = pattern === 'single';
  return {
    bucket,
    measurement: 'incident',
    tags: {
      ...(isSingle ? { sector, target: first.target } : pattern === 'sector-wide' && { sector }),
      pattern,
    },
    fields: { ...fieldsOf(id, text, { endedAt, members }), suppressed },
    at: isSingle ? since : momentOfPattern(id),
  };
}

function fieldsOf(
  incident: string,
  text: Text,
  { endedAt, members }: { readonly endedAt: number | null; readonly members: number },
) {
  return { incident, text_ja: text.ja, text_en: text.en, ended_at: endedAt, members };
}

function countedMembers(members: readonly string[]): number {
  return new Set(members).size;
}

/** The same as long as the incident lasts, so that its end is written over its beginning. */
function placeOf({
  subject,
  targets,
}: Pick<Incident, 'subject' | 'targets'>): Readonly<Record<string, string>> {
  if (subject.kind === 'sector') return { sector: subject.sector };
  const sector = targets[0]?.sector;
  if (subject.kind !== 'target' || sector === undefined) return {};
  return { sector, target: subject.target };
}

function textOf({
  pattern,
  members,
  judgement = 'unknown',
}: {
  readonly pattern: Pattern;
  readonly members: number;
  readonly judgement?: Judgement | undefined;
}): Text {
  const label = PATTERN_LABELS[pattern];
  if (pattern !== 'single') {
    return {
      ja: `${label.ja}：${members}構成員`,
      en: `${label.en}: ${members} ${members === 1 ? 'member' : 'members'}`,
    };
  }
  const { ja, en } = JUDGEMENT_LABELS[judgement];
  return { ja: `${label.ja}：${ja}`, en: `${label.en}: ${en}` };
}

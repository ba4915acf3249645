import { type Incident, PATTERN_LABELS } from '../../core/words/incident.ts';
import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';

export interface IncidentPointQuery {
  readonly bucket: string;
  /** Targets that the readers of the bucket may know the judgement of; null = all. */
  readonly known: ReadonlySet<string> | null;
  /** No alarm is raised by it. */
  readonly suppressed: boolean;
}

/**
 * An incident as the readers of a bucket may know it: by those of its targets that they know. null
 * where they know none. The text names a pattern and a number, never a target, member or fact.
 */
export function incidentPoint(
  incident: Incident,
  { bucket, known, suppressed }: IncidentPointQuery,
): StoredPoint | null {
  const targets = incident.targets.filter(({ target }) => known?.has(target) ?? true);
  const isOwn = incident.pattern === 'own-network' && known === null;
  if (targets.length === 0 && !isOwn) return null;
  const members = new Set(targets.map(({ member }) => member)).size;
  const text = textOf(incident, members);
  return {
    bucket,
    measurement: 'incident',
    tags: { ...placeOf(incident), pattern: incident.pattern },
    fields: {
      incident: incident.id,
      text_ja: text.ja,
      text_en: text.en,
      ended_at: incident.endedAt,
      members,
      suppressed: suppressed || incident.pattern === 'own-network',
    },
    at: incident.since,
  };
}

/** The same as long as the incident lasts, so that its end is written over its beginning. */
function placeOf({ subject, targets }: Incident): Readonly<Record<string, string>> {
  if (subject.kind === 'sector') return { sector: subject.sector };
  const sector = targets[0]?.sector;
  if (subject.kind !== 'target' || sector === undefined) return {};
  return { sector, target: subject.target };
}

function textOf({ pattern, targets }: Incident, members: number): Text {
  const label = PATTERN_LABELS[pattern];
  if (pattern === 'own-network') return label;
  if (pattern !== 'single') {
    return {
      ja: `${label.ja}：${members}構成員`,
      en: `${label.en}: ${members} ${members === 1 ? 'member' : 'members'}`,
    };
  }
  const judgement = JUDGEMENT_LABELS[targets[0]?.judgement ?? 'unknown'];
  return { ja: `${label.ja}：${judgement.ja}`, en: `${label.en}: ${judgement.en}` };
}

import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { NoticeStore, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';

/** More notices are not written about one incident, nor does it have more parts. */
const ALL = 1_000_000;

/** An incident with those that it is told with; ids. */
export interface IncidentFamily {
  /** The incident, and all that became part of it, and of that again. */
  readonly parts: readonly string[];
  /** What the incident became part of, and that again. */
  readonly wholes: readonly string[];
}

/** Rejects with `store_unavailable`. */
export async function familyOf(
  incident: Incident,
  store: Pick<JudgementStore, 'incident' | 'incidents'>,
): Promise<IncidentFamily> {
  const parts = new Map([[incident.id, incident]]);
  for (const { id, pattern } of parts.values()) {
    if (pattern === 'single') continue;
    const found = await store.incidents({ mergedInto: id, limit: ALL });
    for (const part of found) if (!parts.has(part.id)) parts.set(part.id, part);
  }
  const wholes = new Set<string>();
  let { mergedInto } = incident;
  while (mergedInto !== null && !wholes.has(mergedInto)) {
    wholes.add(mergedInto);
    mergedInto = (await store.incident(mergedInto))?.mergedInto ?? null;
  }
  return { parts: [...parts.keys()], wholes: [...wholes] };
}

/** Every notice about one of the incidents, the newest first. Rejects with `store_unavailable`. */
export function entriesAbout(
  incidents: readonly string[],
  store: Pick<NoticeStore, 'outbox'>,
): Promise<readonly OutboxEntry[]> {
  return store.outbox({ incidents, limit: ALL });
}

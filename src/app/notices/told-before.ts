import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Incident } from '../../core/words/incident.ts';

/**
 * What telling has to know at its start: the incidents that last, those that somebody was told of and
 * of no end yet, and what these became part of. Rejects with `store_unavailable`.
 */
export async function incidentsToTell(
  told: ReadonlySet<string>,
  judging: Pick<Judging, 'openIncidents'>,
  store: Pick<JudgementStore, 'incident'>,
): Promise<readonly Incident[]> {
  const found = new Map(judging.openIncidents().map((incident) => [incident.id, incident]));
  const wanted = new Set(told);
  for (const { mergedInto } of found.values()) if (mergedInto !== null) wanted.add(mergedInto);
  for (const id of wanted) {
    const incident = found.get(id) ?? (await store.incident(id));
    if (incident === null) continue;
    found.set(id, incident);
    if (incident.mergedInto !== null) wanted.add(incident.mergedInto);
  }
  return [...found.values()];
}

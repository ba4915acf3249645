import type { Incident } from '../core/words/incident.ts';

/** Incidents that are answered with where no limit is asked for. */
export const INCIDENTS_AT_ONCE = 100;

export function textOfIncident(incident: Incident): string {
  return JSON.stringify(incident);
}

/** Guarantee: only {@link textOfIncident} writes such texts, whole. */
export function incidentOfText(text: string): Incident {
  return JSON.parse(text) as Incident;
}

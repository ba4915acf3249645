import type { IncidentListDto, IncidentRowDto } from '../dto/judging.ts';

/** Incidents from the newest on, as far as they were asked for. */
export interface HeldIncidents {
  readonly rows: readonly IncidentRowDto[];
  /** `before` of the next page; null = there are no more. */
  readonly next: string | null;
}

/** The newest page over what is held; where nothing of it is known, too much happened between: it alone. */
export function joined(held: HeldIncidents, newest: IncidentListDto): HeldIncidents {
  const known = new Set(held.rows.map(({ id }) => id));
  if (!newest.incidents.some(({ id }) => known.has(id))) {
    return { rows: newest.incidents, next: newest.next };
  }
  const rows = merged(newest.incidents, held.rows);
  return { rows, next: rows.length > newest.incidents.length ? held.next : newest.next };
}

/** Those of the first, then what the second has beside. */
export function merged(
  first: readonly IncidentRowDto[],
  then: readonly IncidentRowDto[],
): readonly IncidentRowDto[] {
  const listed = new Set(first.map(({ id }) => id));
  return [...first, ...then.filter(({ id }) => !listed.has(id))];
}

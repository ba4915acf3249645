import type { SeriesSnapshot } from '../../core/ports/judgement-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import { isWholeOrNull, objectIn } from './found-cell.ts';
import type { FoundRecord } from './sqlite-pages.ts';

/** What judging kept, as far as a damaged `state.sqlite` still holds it. */
export interface FoundJudging {
  /** In the order in which they were opened. */
  readonly incidents: readonly Incident[];
  /** Missing between the first and the last of those. */
  readonly lostIncidents: number;
  readonly series: readonly SeriesSnapshot[];
  /** null where it is not to be had. */
  readonly memory: string | null;
}

const INCIDENT_WIDTH = 4;
const SERIES_WIDTH = 3;
const MEMORY_WIDTH = 2;
const INCIDENT_ID = /^\d{8}-\d+$/;

/** Picks the records of judging out of those of a whole file; of several of one the newest stays. */
export class JudgingFinds {
  readonly #incidents = new Map<string, { readonly seq: number; readonly incident: Incident }>();
  readonly #series = new Map<string, SeriesSnapshot>();
  #memory: string | null = null;

  take(record: FoundRecord): void {
    const incident = incidentOf(record);
    if (incident !== null) this.#takeIncident(record.rowid, incident);
    const series = seriesOf(record);
    if (series !== null && series.at >= (this.#series.get(series.series)?.at ?? 0)) {
      this.#series.set(series.series, series);
    }
    this.#memory = memoryOf(record) ?? this.#memory;
  }

  found(): FoundJudging {
    const ordered = [...this.#incidents.values()].sort((a, b) => a.seq - b.seq);
    const [first, last] = [ordered[0]?.seq ?? 0, ordered.at(-1)?.seq ?? -1];
    return {
      incidents: ordered.map(({ incident }) => incident),
      lostIncidents: last - first + 1 - ordered.length,
      series: [...this.#series.values()],
      memory: this.#memory,
    };
  }

  /** The longer an incident goes on, the more has its timeline. */
  #takeIncident(seq: number, incident: Incident): void {
    const known = this.#incidents.get(incident.id)?.incident;
    const isOlder = known !== undefined && known.timeline.length > incident.timeline.length;
    if (!isOlder) this.#incidents.set(incident.id, { seq, incident });
  }
}

function incidentOf({ columns }: FoundRecord): Incident | null {
  if (columns.length !== INCIDENT_WIDTH || columns[0] !== null) return null;
  const [, id, endedAt, body] = columns;
  if (typeof id !== 'string' || !INCIDENT_ID.test(id) || !isWholeOrNull(endedAt)) return null;
  const incident = objectIn(body);
  return incident !== null && isIncident(incident) && incident.id === id ? incident : null;
}

/** Guarantee: the store writes incidents whole; damage leaves no JSON with all of this in its place. */
function isIncident(value: object): value is Incident {
  return (
    'id' in value &&
    'subject' in value &&
    'targets' in value &&
    Array.isArray(value.targets) &&
    'timeline' in value &&
    Array.isArray(value.timeline)
  );
}

function seriesOf({ columns }: FoundRecord): SeriesSnapshot | null {
  const [series, at, state] = columns;
  if (columns.length !== SERIES_WIDTH || typeof series !== 'string') return null;
  if (typeof at !== 'number' || !(state instanceof Uint8Array)) return null;
  return { series, at, state };
}

function memoryOf({ rowid, columns }: FoundRecord): string | null {
  const [id, body] = columns;
  if (columns.length !== MEMORY_WIDTH || id !== null || rowid !== 1) return null;
  return typeof body === 'string' && objectIn(body) !== null ? body : null;
}

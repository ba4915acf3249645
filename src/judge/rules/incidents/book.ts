import type { Incident, IncidentSubject } from '../../../core/words/incident.ts';

/** Every incident that lasts, and what is needed so that none is opened twice; never changed in place. */
export interface IncidentBook {
  /** The day of the newest id, ISO date; empty = there was none. */
  readonly day: string;
  /** The running number of the next incident of that day. */
  readonly next: number;
  /** By target: its open incident, or the one that was merged into a pattern that is open. */
  readonly targets: ReadonlyMap<string, Incident>;
  /** By key of the subject: open incidents of patterns. */
  readonly patterns: ReadonlyMap<string, Incident>;
  /** By key of the subject: until when all was told that there was to tell, epoch ms. */
  readonly told: ReadonlyMap<string, number>;
  /** Until when our own network was doubted, epoch ms. */
  readonly doubtedUntil: number | null;
  /** When findings were taken last, epoch ms; older ones are not taken again. */
  readonly evaluatedAt: number | null;
}

export const EMPTY_BOOK: IncidentBook = {
  day: '',
  next: 1,
  targets: new Map(),
  patterns: new Map(),
  told: new Map(),
  doubtedUntil: null,
  evaluatedAt: null,
};

/** How long it is kept what was told: nothing older comes again, ms. */
export const TOLD_MS = 7 * 86_400_000;

/**
 * A book in the place of one that is lost, so that none is opened twice, nothing that was told is told again,
 * and no number is used again. `kept`, the newest first: incidents that go on, those that ended within
 * {@link TOLD_MS}, and the parts of patterns that go on; `newest` of all.
 */
export function bookOfKept(kept: readonly Incident[], newest: Incident): IncidentBook {
  const { id } = newest;
  const day = `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
  const patterns = new Map(
    kept
      .filter(({ subject, endedAt }) => subject.kind !== 'target' && endedAt === null)
      .map((pattern) => [subjectKey(pattern.subject), pattern]),
  );
  const parts = new Set([...patterns.values()].flatMap(activePartsOf));
  const targets = new Map<string, Incident>();
  for (const incident of kept) {
    const { subject, endedAt } = incident;
    if (subject.kind !== 'target' || targets.has(subject.target)) continue;
    const isPart = parts.has(`${incident.mergedInto} ${subject.target}`);
    if (endedAt === null || isPart) targets.set(subject.target, incident);
  }
  const next = Number(id.slice(9)) + 1;
  return { ...EMPTY_BOOK, day, next, targets, patterns, told: toldBy(kept) };
}

function activePartsOf({ id, targets }: Incident): readonly string[] {
  return targets.filter(({ to }) => to === null).map(({ target }) => `${id} ${target}`);
}

function toldBy(kept: readonly Incident[]): IncidentBook['told'] {
  const told = new Map<string, number>();
  const tell = (subject: IncidentSubject, until: number) => {
    const key = subjectKey(subject);
    told.set(key, Math.max(until, told.get(key) ?? until));
  };
  for (const { subject, endedAt, targets } of kept) {
    if (subject.kind !== 'target' && endedAt !== null) tell(subject, endedAt);
    for (const { target, to } of targets) if (to !== null) tell({ kind: 'target', target }, to);
  }
  return told;
}

/** The same for the same subject, another for each other. */
export function subjectKey(subject: IncidentSubject): string {
  switch (subject.kind) {
    case 'target':
      return `target ${subject.target}`;
    case 'fact':
      return `fact ${subject.fact.kind} ${subject.fact.text}`;
    case 'sector':
      return `sector ${subject.sector}`;
    case 'council':
    case 'prober':
      return subject.kind;
  }
}

const FORMAT = 1;

interface Encoded {
  readonly format: number;
  readonly day: string;
  readonly next: number;
  readonly targets: readonly (readonly [string, Incident])[];
  readonly patterns: readonly (readonly [string, Incident])[];
  readonly told: readonly (readonly [string, number])[];
  readonly doubtedUntil: number | null;
  readonly evaluatedAt: number | null;
}

export function encodeBook({ targets, patterns, told, ...rest }: IncidentBook): string {
  const encoded: Omit<Encoded, 'targets' | 'patterns'> = {
    format: FORMAT,
    ...rest,
    told: [...told],
  };
  const incidents = `"targets":${textOfIncidents(targets)},"patterns":${textOfIncidents(patterns)}`;
  return `${JSON.stringify(encoded).slice(0, -1)},${incidents}}`;
}

/** Incidents are never changed in place: from one step to the next a few change, or none. */
const encodedIncidents = new WeakMap<Incident, string>();

function textOfIncidents(incidents: ReadonlyMap<string, Incident>): string {
  const each = [...incidents].map(
    ([key, incident]) => `[${JSON.stringify(key)},${textOfIncident(incident)}]`,
  );
  return `[${each.join(',')}]`;
}

function textOfIncident(incident: Incident): string {
  const text = encodedIncidents.get(incident) ?? JSON.stringify(incident);
  encodedIncidents.set(incident, text);
  return text;
}

/** null for a text that is no book of this format. */
export function decodeBook(text: string): IncidentBook | null {
  const encoded = parsed(text);
  if (encoded?.format !== FORMAT) return null;
  const { format: _, targets, patterns, told, ...rest } = encoded;
  return {
    ...rest,
    targets: new Map(targets),
    patterns: new Map(patterns),
    told: new Map(told),
  };
}

/** Guarantee of the type: only {@link encodeBook} writes texts of our format. */
function parsed(text: string): Encoded | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

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

/**
 * A book in the place of one that is lost: of the incidents that go on and the newest of all, as they
 * were kept, so that none is opened twice and no number is used again.
 */
export function bookOfKept(open: readonly Incident[], newest: Incident): IncidentBook {
  const { id } = newest;
  const day = `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
  const targets = new Map<string, Incident>();
  const patterns = new Map<string, Incident>();
  for (const incident of open) {
    const { subject } = incident;
    if (subject.kind === 'target') targets.set(subject.target, incident);
    else patterns.set(subjectKey(subject), incident);
  }
  return { ...EMPTY_BOOK, day, next: Number(id.slice(9)) + 1, targets, patterns };
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

export function encodeBook(book: IncidentBook): string {
  const encoded: Encoded = {
    format: FORMAT,
    ...book,
    targets: [...book.targets],
    patterns: [...book.patterns],
    told: [...book.told],
  };
  return JSON.stringify(encoded);
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

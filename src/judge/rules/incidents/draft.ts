import type {
  Incident,
  IncidentEnding,
  IncidentSubject,
  IncidentTarget,
  Pattern,
  TimelineEntry,
} from '../../../core/words/incident.ts';
import type { Text } from '../../../core/words/language.ts';
import { severityOf } from '../../../core/words/severity.ts';
import { type IncidentBook, subjectKey, TOLD_MS } from './book.ts';
import { withEntry } from './timeline.ts';

export type ChangeKind = 'opened' | 'grew' | 'changed' | 'shrank' | 'merged' | 'revived' | 'ended';

/** What became of an incident in a step. */
export interface IncidentChange {
  readonly kind: ChangeKind;
  /** As it is after the step. */
  readonly incident: Incident;
}

export interface Opening {
  readonly pattern: Pattern;
  readonly subject: IncidentSubject;
  readonly since: number;
  readonly targets: readonly IncidentTarget[];
  readonly evidence: Incident['evidence'];
  readonly text: Text;
}

/** A book in the making, for the time of one step. Maps are copied when they change first. */
export class Draft {
  readonly at: number;
  readonly #before: IncidentBook;
  #day: string;
  #next: number;
  #doubtedUntil: number | null;
  #targets: Map<string, Incident> | null = null;
  #patterns: Map<string, Incident> | null = null;
  #told: Map<string, number> | null = null;
  #evaluatedAt: number | null;
  readonly #newest = new Map<string, { incident: Incident }>();
  readonly #changes: { readonly kind: ChangeKind; readonly of: { incident: Incident } }[] = [];

  /** `day`: of `at`, ISO date in the council's zone. A day before the book's own changes nothing. */
  constructor(before: IncidentBook, { at, day }: { at: number; day: string }) {
    this.at = at;
    this.#before = before;
    this.#day = day > before.day ? day : before.day;
    this.#next = day > before.day ? 1 : before.next;
    this.#doubtedUntil = before.doubtedUntil;
    this.#evaluatedAt = before.evaluatedAt;
    if (day > before.day)
      this.#told = new Map([...before.told].filter(([, told]) => told > at - TOLD_MS));
  }

  get targets(): ReadonlyMap<string, Incident> {
    return this.#targets ?? this.#before.targets;
  }

  get patterns(): ReadonlyMap<string, Incident> {
    return this.#patterns ?? this.#before.patterns;
  }

  get doubtedUntil(): number | null {
    return this.#doubtedUntil;
  }

  /** Until when all was told of a subject, epoch ms; -Infinity = nothing was. */
  toldUntil(subject: IncidentSubject): number {
    return (this.#told ?? this.#before.told).get(subjectKey(subject)) ?? Number.NEGATIVE_INFINITY;
  }

  doubt(): void {
    this.#doubtedUntil = this.at;
  }

  evaluated(): void {
    this.#evaluatedAt = this.at;
  }

  open({ pattern, subject, since, targets, evidence, text }: Opening): Incident {
    const incident: Incident = {
      id: `${this.#day.replaceAll('-', '')}-${this.#next}`,
      pattern,
      subject,
      since,
      openedAt: this.at,
      endedAt: null,
      ending: null,
      mergedInto: null,
      severity: severityOf(targets, this.at),
      targets,
      evidence,
      timeline: [{ at: this.at, kind: 'opened', text }],
    };
    this.#next += 1;
    this.put(incident, 'opened');
    return incident;
  }

  /** Puts in the place of the incident of the same subject; its severity is of now. */
  put(incident: Incident, kind: ChangeKind): void {
    const current = { ...incident, severity: severityOf(incident.targets, this.at) };
    if (incident.subject.kind === 'target') {
      this.#targets ??= new Map(this.#before.targets);
      this.#targets.set(incident.subject.target, current);
    } else {
      this.#patterns ??= new Map(this.#before.patterns);
      this.#patterns.set(subjectKey(incident.subject), current);
    }
    this.#note(current, kind);
  }

  /** Ends it and takes it out of the book. `told`: what began until then is told. */
  end(
    incident: Incident,
    { ending, text, told }: { ending: IncidentEnding; text: Text; told: number },
    mergedInto: string | null = null,
  ): void {
    const entry: TimelineEntry = {
      at: this.at,
      kind: ending === 'merged' ? 'merged' : 'ended',
      text,
    };
    const ended: Incident = {
      ...incident,
      endedAt: this.at,
      ending,
      mergedInto,
      severity: severityOf(incident.targets, this.at),
      timeline: withEntry(incident.timeline, entry),
    };
    this.forget(incident.subject, told);
    this.#note(ended, ending === 'merged' ? 'merged' : 'ended');
  }

  /** Takes what the book has of a subject out of it, without a word. */
  forget(subject: IncidentSubject, told: number): void {
    const key = subjectKey(subject);
    if (subject.kind === 'target') {
      this.#targets ??= new Map(this.#before.targets);
      this.#targets.delete(subject.target);
    } else {
      this.#patterns ??= new Map(this.#before.patterns);
      this.#patterns.delete(key);
    }
    this.#told ??= new Map(this.#before.told);
    this.#told.set(key, Math.max(told, this.toldUntil(subject)));
  }

  finished(): { readonly book: IncidentBook; readonly changes: readonly IncidentChange[] } {
    return {
      book: {
        day: this.#day,
        next: this.#next,
        targets: this.targets,
        patterns: this.patterns,
        told: this.#told ?? this.#before.told,
        doubtedUntil: this.#doubtedUntil,
        evaluatedAt: this.#evaluatedAt,
      },
      changes: this.#changes.map(({ kind, of }) => ({ kind, incident: of.incident })),
    };
  }

  #note(incident: Incident, kind: ChangeKind): void {
    const of = this.#newest.get(incident.id) ?? { incident };
    of.incident = incident;
    this.#newest.set(incident.id, of);
    this.#changes.push({ kind, of });
  }
}

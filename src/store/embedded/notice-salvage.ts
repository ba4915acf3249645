import {
  type Acknowledgement,
  type ContactRecord,
  type DeskSnapshot,
  OUTBOX_STATES,
  type OutboxEntry,
} from '../../core/ports/notice-store.ts';
import type { Silence } from '../../core/words/notice.ts';
import { codeOfCell } from './code-cell.ts';
import { isTextOrNull, isWholeOrNull, objectIn } from './found-cell.ts';
import type { FoundRecord } from './sqlite-pages.ts';

/** What telling kept, as far as a damaged `state.sqlite` still holds it. */
export interface FoundNotices {
  readonly desks: readonly DeskSnapshot[];
  /** By `seq`. */
  readonly outbox: readonly OutboxEntry[];
  readonly silences: readonly Silence[];
  /** By time. */
  readonly acknowledgements: readonly Acknowledgement[];
  readonly contacts: readonly ContactRecord[];
}

interface FoundDesk {
  readonly contact: string;
  readonly revision: number;
  readonly body: string;
}

/**
 * Picks the records of telling out of those of a whole file. Of several versions of a row the one that
 * went farther counts; of a silence the one that ends first: in doubt people are told.
 */
export class NoticeFinds {
  readonly #desks = new Map<string, FoundDesk>();
  readonly #outbox = new Map<number, OutboxEntry>();
  readonly #silences = new Map<string, Silence>();
  readonly #acknowledgements = new Map<string, Acknowledgement>();
  readonly #contacts = new Map<string, ContactRecord>();

  take(record: FoundRecord): void {
    const entry = entryOf(record);
    if (entry !== null) keepBest(this.#outbox, entry.seq, entry, progressOf);
    const desk = deskOf(record);
    if (desk !== null) keepBest(this.#desks, desk.contact, desk, ({ revision }) => revision);
    const silence = silenceOf(record);
    if (silence !== null) keepBest(this.#silences, silence.id, silence, ({ until }) => -until);
    const said = acknowledgementOf(record);
    if (said !== null) {
      keepBest(this.#acknowledgements, `${said.incident} ${said.recipient}`, said, ({ at }) => -at);
    }
    const contact = contactOf(record);
    if (contact !== null) keepBest(this.#contacts, contact.contact, contact, knownSince);
  }

  found(): FoundNotices {
    return {
      desks: [...this.#desks.values()].map(({ contact, body }) => ({ contact, body })),
      outbox: [...this.#outbox.values()].sort((a, b) => a.seq - b.seq),
      silences: [...this.#silences.values()],
      acknowledgements: [...this.#acknowledgements.values()].sort((a, b) => a.at - b.at),
      contacts: [...this.#contacts.values()],
    };
  }
}

function keepBest<K, V>(known: Map<K, V>, key: K, found: V, rankOf: (value: V) => number): void {
  const before = known.get(key);
  if (before === undefined || rankOf(found) >= rankOf(before)) known.set(key, found);
}

function progressOf({ state, attempts }: OutboxEntry): number {
  return state === 'sent' ? Number.POSITIVE_INFINITY : attempts;
}

function knownSince({ verifiedAt, codeSentAt }: ContactRecord): number {
  return Math.max(verifiedAt ?? 0, codeSentAt ?? 0);
}

function entryOf({ rowid, columns }: FoundRecord): OutboxEntry | null {
  if (columns.length !== 10 || columns[0] !== null) return null;
  const [, contact, key, stateCell, attempts, nextAt, failingSince, lastError, settledAt, body] =
    columns;
  const state = OUTBOX_STATES.find((known) => known === stateCell);
  const draft = objectIn(body);
  if (state === undefined || typeof contact !== 'string' || draft === null) return null;
  if (typeof attempts !== 'number' || typeof nextAt !== 'number') return null;
  if (!isWholeOrNull(failingSince) || !isWholeOrNull(settledAt)) return null;
  if (!isTextOrNull(lastError)) return null;
  const progress = { attempts, nextAt, failingSince, lastError, settledAt };
  const entry = { ...draft, seq: rowid, contact, state, ...progress } as OutboxEntry;
  return entry.notice?.key === key ? entry : null;
}

function deskOf({ columns: [contact, revision, body, ...more] }: FoundRecord): FoundDesk | null {
  if (more.length > 0 || typeof revision !== 'number') return null;
  if (typeof contact !== 'string' || typeof body !== 'string') return null;
  return { contact, revision, body };
}

function silenceOf({ columns: [until, id, body, ...more] }: FoundRecord): Silence | null {
  if (more.length > 0 || typeof until !== 'number' || typeof id !== 'string') return null;
  const silence = objectIn(body) as Silence | null;
  return silence?.id === id && silence.until === until ? silence : null;
}

function acknowledgementOf({ columns }: FoundRecord): Acknowledgement | null {
  const [at, incident, recipient, by] = columns;
  if (columns.length !== 4 || typeof at !== 'number' || typeof incident !== 'string') return null;
  if (typeof recipient !== 'string' || typeof by !== 'string') return null;
  return { incident, recipient, at, by };
}

function contactOf({ columns }: FoundRecord): ContactRecord | null {
  const [contact, verifiedAt, code, codeSentAt, bouncedAt, bounce] = columns;
  if (columns.length !== 6 || typeof contact !== 'string') return null;
  if (!isWholeOrNull(verifiedAt) || !isWholeOrNull(codeSentAt) || !isWholeOrNull(bouncedAt))
    return null;
  if (!isTextOrNull(code) || !isTextOrNull(bounce)) return null;
  return { contact, verifiedAt, ...codeOfCell(code), codeSentAt, bouncedAt, bounce };
}

import { AppError } from '../../core/errors.ts';
import type {
  Acknowledgement,
  Bounce,
  ContactRecord,
  DeskSnapshot,
  NoticeStep,
  NoticeStore,
  OutboxDraft,
  OutboxEntry,
  OutboxQuery,
  OutboxResult,
} from '../../core/ports/notice-store.ts';
import type { NoticeDecision, Silence } from '../../core/words/notice.ts';
import { incidentsOf, OUTBOX_AT_ONCE } from '../notice-entries.ts';

const UNKNOWN = {
  verifiedAt: null,
  code: null,
  codeSentAt: null,
  codeMisses: 0,
  bouncedAt: null,
  bounce: null,
};

export class MemoryNotices implements NoticeStore {
  readonly #desks = new Map<string, DeskSnapshot>();
  /** By `seq`, in its order. */
  readonly #outbox = new Map<number, OutboxEntry>();
  readonly #keys = new Set<string>();
  readonly #decisions: NoticeDecision[] = [];
  readonly #silences = new Map<string, Silence>();
  readonly #acknowledgements = new Map<string, Acknowledgement>();
  readonly #contacts = new Map<string, ContactRecord>();
  #seq = 0;
  #isClosed = false;

  async keepStep({ desks, decisions, outbox }: NoticeStep): Promise<void> {
    this.#check();
    for (const desk of desks) {
      if (desk.body === null) this.#desks.delete(desk.contact);
      else this.#desks.set(desk.contact, desk);
    }
    this.#decisions.push(...decisions);
    for (const draft of outbox) this.#add(draft);
  }

  async desks(): Promise<readonly DeskSnapshot[]> {
    this.#check();
    return inOrder([...this.#desks.values()], ({ contact }) => contact);
  }

  async waiting(after = 0): Promise<readonly OutboxEntry[]> {
    this.#check();
    return [...this.#outbox.values()].filter(
      ({ state, seq }) => state === 'waiting' && seq > after,
    );
  }

  async outbox(query: OutboxQuery = {}): Promise<readonly OutboxEntry[]> {
    this.#check();
    const { state, incidents, before = Number.POSITIVE_INFINITY, limit = OUTBOX_AT_ONCE } = query;
    return [...this.#outbox.values()]
      .filter((entry) => state === undefined || entry.state === state)
      .filter((entry) => incidents === undefined || isAbout(entry, new Set(incidents)))
      .filter(({ seq }) => seq < before)
      .reverse()
      .slice(0, limit);
  }

  async settle(results: readonly OutboxResult[]): Promise<void> {
    this.#check();
    for (const result of results) {
      const entry = this.#outbox.get(result.seq);
      if (entry !== undefined) this.#outbox.set(result.seq, { ...entry, ...result });
    }
  }

  async decisions(incidents: readonly string[]): Promise<readonly NoticeDecision[]> {
    this.#check();
    const asked = new Set(incidents);
    return this.#decisions.filter(({ incident }) => asked.has(incident));
  }

  async silences(at: number): Promise<readonly Silence[]> {
    this.#check();
    const lasting = [...this.#silences.values()].filter(({ until }) => until > at);
    return inOrder(lasting, ({ id }) => id);
  }

  async keepSilence(silence: Silence): Promise<void> {
    this.#check();
    this.#silences.set(silence.id, silence);
  }

  async acknowledgements(): Promise<readonly Acknowledgement[]> {
    this.#check();
    return [...this.#acknowledgements.values()];
  }

  async acknowledge(acknowledgement: Acknowledgement): Promise<void> {
    this.#check();
    const key = `${acknowledgement.incident} ${acknowledgement.recipient}`;
    if (!this.#acknowledgements.has(key)) this.#acknowledgements.set(key, acknowledgement);
  }

  async contacts(): Promise<readonly ContactRecord[]> {
    this.#check();
    return inOrder([...this.#contacts.values()], ({ contact }) => contact);
  }

  async keepContact(record: ContactRecord): Promise<void> {
    this.#check();
    this.#contacts.set(record.contact, record);
  }

  async keepBounce(contact: string, bounce: Bounce | null): Promise<void> {
    this.#check();
    const known = this.#contacts.get(contact) ?? { contact, ...UNKNOWN };
    const said = { bouncedAt: bounce?.at ?? null, bounce: bounce?.error ?? null };
    this.#contacts.set(contact, { ...known, ...said });
  }

  close(): void {
    this.#isClosed = true;
  }

  #add(draft: OutboxDraft): void {
    const key = `${draft.contact} ${draft.notice.key}`;
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#seq += 1;
    this.#outbox.set(this.#seq, {
      ...draft,
      seq: this.#seq,
      state: 'waiting',
      attempts: 0,
      nextAt: draft.notice.at,
      failingSince: null,
      lastError: null,
      settledAt: null,
    });
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }
}

function isAbout(entry: OutboxEntry, incidents: ReadonlySet<string>): boolean {
  return !incidentsOf(entry).isDisjointFrom(incidents);
}

function inOrder<T>(values: T[], nameOf: (value: T) => string): T[] {
  return values.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

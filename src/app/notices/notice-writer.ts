import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
import type { OutboxDraft, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeDecision } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import { draftNotice, type Said } from '../../notify/outlet.ts';
import { recipientsOf } from '../../notify/recipients.ts';
import { CLOSED_BY_GATE, TELEPHONE } from '../../notify/refusal-texts.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import { NO_PART_IN_EXERCISES, noChannel, UNVERIFIED } from './desk-texts.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import { hasChannel } from './reachable.ts';

/** A notice that a person asked for. */
export interface AskedNotice extends Omit<Said, 'at'> {
  readonly recipient: Recipient;
  readonly contact: Contact;
  /** Which of several that one order writes to the contact; its reader sees it. Absent = the only one. */
  readonly part?: string;
}

/** What a notice is about, for the record of its incident. */
interface About {
  readonly incident: string;
  readonly text: Text;
}

/** A draft, or why there is none. */
export type Drafted =
  | { readonly draft: OutboxDraft; readonly refusal: null }
  | { readonly draft: null; readonly refusal: Text };

interface KnownRecipients {
  readonly config: Config;
  readonly byId: ReadonlyMap<string, Recipient>;
}

/** For so many the answer tells what the channel said; more are on their way. */
const AWAITED_AT_MOST = 20;
const AWAIT_MS = 25_000;
const LOOK_MS = 100;
/** So many entries of others may have come since. */
const AMONG = 500;

/** Writes notices that people ask for, through the gate and the outbox as any other. */
export class NoticeWriter {
  readonly #parts: NoticeDeskParts;
  #known: KnownRecipients | null = null;

  constructor(parts: NoticeDeskParts) {
    this.#parts = parts;
  }

  /** Number of a contact of its recipient, from 1; null = it has no such contact. */
  numberOf(recipient: Recipient, contactId: string): number | null {
    const index = recipient.contacts.findIndex(
      (each) => contactIdOf(recipient, each) === contactId,
    );
    return index < 0 ? null : index + 1;
  }

  /** What would go to the contact; `key` names it for good. */
  draft(asked: AskedNotice, key: string): Drafted {
    const { source, clock } = this.#parts;
    const { recipient, contact, part: _, ...said } = asked;
    const refusal = this.#refusalOf(asked);
    if (refusal !== null) return { draft: null, refusal };
    const at = clock.now();
    const draft = draftNotice(source, { recipient, contact }, key, { ...said, at });
    return draft === null ? { draft, refusal: CLOSED_BY_GATE } : { draft, refusal: null };
  }

  /**
   * Puts notices into the outbox, once for an order's id, and tells what became of them: of a few what the
   * channel said. `about` is kept with its incident.
   */
  async write(
    id: string,
    asked: readonly AskedNotice[],
    about: About | null = null,
  ): Promise<readonly NoticeDelivery[]> {
    const { store, sender } = this.#parts;
    const drafted = asked.map((each) => {
      const part = each.part === undefined ? '' : `-${each.part}`;
      const key = `${contactIdOf(each.recipient, each.contact)}#${id}${part}`;
      return { asked: each, ...this.draft(each, key) };
    });
    const outbox = drafted.flatMap(({ draft }) => draft ?? []);
    const decisions = about === null ? [] : await this.#decisionsOf(outbox, about);
    await store.keepStep({ desks: [], decisions, outbox });
    const entries = await this.#entriesOf(outbox);
    sender.wake();
    const settled = await this.#settled([...entries.values()]);
    return drafted.map(({ asked: { recipient, contact }, draft, refusal }) => {
      const seq = entries.get(draft?.notice.key ?? '')?.seq ?? null;
      const entry = seq === null ? null : (settled.get(seq) ?? null);
      return this.#deliveryOf(recipient, contact, { entry, refusal });
    });
  }

  /** Waits for what the channel says to an entry that was sent on its way again. */
  async outcomeOf(seq: number): Promise<NoticeDelivery | null> {
    const first = await this.#entry(seq);
    if (first === null) return null;
    const entry = (await this.#settled([first])).get(seq) ?? first;
    const { notice, contact, to } = entry;
    const recipient = this.recipient(notice.recipient);
    const number = recipient === null ? null : this.numberOf(recipient, contact);
    const { kind } = to;
    return {
      recipient: notice.recipient,
      number,
      kind,
      to: to.to,
      ...stateOf(entry),
      refusal: null,
    };
  }

  /** With every contact of the configuration, also those for which there is no channel. */
  recipients(): readonly Recipient[] {
    return [...this.#byId().values()];
  }

  recipient(id: string): Recipient | null {
    return this.#byId().get(id) ?? null;
  }

  #byId(): ReadonlyMap<string, Recipient> {
    const config = this.#parts.config();
    if (this.#known?.config !== config) {
      const byId = new Map(recipientsOf(config).map((each) => [each.id, each]));
      this.#known = { config, byId };
    }
    return this.#known.byId;
  }

  #refusalOf({ recipient, contact, kind }: AskedNotice): Text | null {
    const { config, source, standing } = this.#parts;
    const { notify = NO_NOTICES } = config();
    const { exercise, exercises } = source.telling();
    if (contact.kind === 'telephone') return TELEPHONE;
    if (!hasChannel(contact.kind, notify)) return noChannel(contact.kind);
    if (exercise !== null && !exercises.has(recipient.id)) return NO_PART_IN_EXERCISES;
    if (kind !== 'verification' && !standing.isVerified(recipient, contact)) return UNVERIFIED;
    return null;
  }

  /** But of those that the same order wrote before. */
  async #decisionsOf(
    outbox: readonly OutboxDraft[],
    { incident, text }: About,
  ): Promise<readonly NoticeDecision[]> {
    const known = await this.#entriesOf(outbox);
    const at = this.#parts.clock.now();
    return outbox
      .filter(({ notice }) => !known.has(notice.key))
      .map(({ contact, notice: { recipient, key } }) => {
        return { at, incident, recipient, contact, stage: 'outbox', text, notice: key };
      });
  }

  async #entriesOf(drafts: readonly OutboxDraft[]): Promise<Map<string, OutboxEntry>> {
    if (drafts.length === 0) return new Map();
    const keys = new Set(drafts.map(({ notice }) => notice.key));
    const newest = await this.#parts.store.outbox({ limit: drafts.length + AMONG });
    const ours = newest.filter(({ notice }) => keys.has(notice.key));
    return new Map(ours.map((entry) => [entry.notice.key, entry]));
  }

  async #entry(seq: number): Promise<OutboxEntry | null> {
    const [entry] = await this.#parts.store.outbox({ before: seq + 1, limit: 1 });
    return entry?.seq === seq ? entry : null;
  }

  /** By `seq`: as they are when the channel has answered each once, or when that takes too long. */
  async #settled(entries: readonly OutboxEntry[]): Promise<Map<number, OutboxEntry>> {
    const { clock } = this.#parts;
    const known = new Map(entries.map((entry) => [entry.seq, entry]));
    if (entries.length > AWAITED_AT_MOST) return known;
    const limit = clock.monotonicMs() + AWAIT_MS;
    for (;;) {
      const open = [...known.values()].filter(isOpen);
      if (open.length === 0 || clock.monotonicMs() > limit) return known;
      for (const { seq } of open) {
        const entry = await this.#entry(seq);
        if (entry !== null) known.set(seq, entry);
      }
      if ([...known.values()].some(isOpen)) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#parts.clock.after(LOOK_MS, resolve);
    });
  }

  #deliveryOf(
    recipient: Recipient,
    contact: Contact,
    { entry, refusal }: { readonly entry: OutboxEntry | null; readonly refusal: Text | null },
  ): NoticeDelivery {
    const number = this.numberOf(recipient, contactIdOf(recipient, contact));
    const { kind, to } = contact;
    const at = { recipient: recipient.id, number, kind, to };
    return entry === null ? { ...at, ...NOTHING, refusal } : { ...at, ...stateOf(entry), refusal };
  }
}

const NOTHING = { seq: null, reference: null, state: null, error: null, nextAt: null };

/** The channel has not answered yet. */
function isOpen({ state, attempts }: OutboxEntry): boolean {
  return state === 'waiting' && attempts === 0;
}

function stateOf({ seq, notice, state, lastError, nextAt }: OutboxEntry) {
  const isWaiting = state === 'waiting';
  return {
    ...{ seq, reference: notice.reference, state },
    ...{ error: state === 'sent' ? null : lastError, nextAt: isWaiting ? nextAt : null },
  };
}

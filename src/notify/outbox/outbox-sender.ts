import { background } from '../../core/background.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Channel, Delivery } from '../../core/ports/channel.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type {
  Bounce,
  NoticeStore,
  OutboxEntry,
  OutboxResult,
} from '../../core/ports/notice-store.ts';
import type { OutboxStatus } from '../../core/ports/outbox-status.ts';
import type { ContactKind } from '../../core/words/recipient.ts';
import { Lane } from './lane.ts';
import { ResultBook } from './result-book.ts';
import { logAttempt } from './send-log.ts';

export interface OutboxSenderParts {
  readonly store: Pick<NoticeStore, 'waiting' | 'outbox' | 'settle' | 'contacts' | 'keepBounce'>;
  /** Looked up at each attempt; what has none is given up. The owner closes them. */
  readonly channels: ReadonlyMap<ContactKind, Channel>;
  /** Whether its recipient may not know any more what is in it; absent = he may. */
  readonly isWithdrawn?: (entry: OutboxEntry) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Contacts of one kind that are sent to at the same time, default 20. */
  readonly atOnce?: number;
  /** In [0, 1); default Math.random. */
  readonly random?: () => number;
}

const AT_ONCE = 20;
const READ_AGAIN_MS = 1000;
/** An answer or a write that takes longer is not waited for when the sender closes, ms. */
const CLOSE_MS = 3000;

/**
 * Sends what waits in the outbox, at least once: what the channel took and the store did not learn is
 * sent again by the next life of the process, with the same key. Entries of a contact leave one after
 * the other; kinds of contacts do not wait for each other.
 */
export class OutboxSender {
  readonly #parts: OutboxSenderParts;
  readonly #results: ResultBook;
  readonly #lanes = new Map<ContactKind, Lane>();
  /** Contacts of which the store knows that they were not reached. */
  #bounced = new Set<string>();
  /** The newest entry that was read. */
  #lastSeq = 0;
  #reading: Promise<void> | null = null;
  #isWoken = false;
  #problem: string | null = null;
  #cancelRead: (() => void) | null = null;
  #isClosed = false;

  constructor(parts: OutboxSenderParts) {
    this.#parts = parts;
    this.#results = new ResultBook(parts);
  }

  get status(): OutboxStatus {
    const lanes = [...this.#lanes.values()];
    const kinds = lanes.map(({ status }) => status);
    return {
      waiting: kinds.reduce((sum, { waiting }) => sum + waiting, 0),
      oldestAt: earliestOf(lanes.map(({ oldestAt }) => oldestAt)),
      unansweredAt: earliestOf(lanes.map(({ unansweredAt }) => unansweredAt)),
      kinds,
      problem: this.#problem ?? this.#results.problem,
    };
  }

  /** Takes up what an earlier life left. Rejects with `store_unavailable`. */
  async start(): Promise<void> {
    const contacts = await this.#parts.store.contacts();
    const bounced = contacts.filter(({ bouncedAt }) => bouncedAt !== null);
    this.#bounced = new Set(bounced.map(({ contact }) => contact));
    await this.#read();
  }

  /** Something was put into the outbox. */
  wake(): void {
    this.#isWoken = true;
    if (this.#reading !== null) return;
    this.#reading = this.#readAll();
    background(this.#reading, 'reading the outbox', this.#parts.log);
  }

  /**
   * Sends one again that was given up. Resolves when it is kept that it waits; rejects with `not_found`
   * for any other, and with `store_unavailable`.
   */
  async resend(seq: number): Promise<void> {
    const { store, clock } = this.#parts;
    await this.#results.flush();
    await this.#reading;
    await this.#read();
    const [entry] = await store.outbox({ state: 'dead', before: seq + 1, limit: 1 });
    if (entry?.seq !== seq) {
      throw new AppError('not_found', {
        ja: `送信できなかったお知らせ ${seq} はありません`,
        en: `there is no notice ${seq} that was given up`,
      });
    }
    const nextAt = clock.now();
    const asked = { attempts: 0, nextAt, failingSince: null, lastError: null, settledAt: null };
    const again: OutboxResult = { seq, state: 'waiting', ...asked };
    await store.settle([again]);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    this.#laneOf(entry.to.kind).add({ ...entry, ...again });
  }

  /**
   * Keeps that a contact was found not to be reached, until a later message to it is taken. Rejects with
   * `store_unavailable`.
   */
  async noteBounce(contact: string, bounce: Bounce): Promise<void> {
    await this.#parts.store.keepBounce(contact, bounce);
    this.#bounced.add(contact);
  }

  /** Begins nothing more and keeps what was answered within three seconds. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRead?.();
    const ended = Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
    await this.#within(CLOSE_MS, ended);
    await this.#within(CLOSE_MS, this.#results.flush());
    this.#results.close();
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isWoken && !this.#isClosed) {
        this.#isWoken = false;
        await this.#read();
        this.#problem = null;
      }
    } catch (error) {
      this.#readLater(messageOf(error));
    } finally {
      this.#reading = null;
    }
  }

  async #read(): Promise<void> {
    for (const entry of await this.#parts.store.waiting(this.#lastSeq)) {
      if (entry.seq <= this.#lastSeq) continue;
      this.#lastSeq = entry.seq;
      this.#laneOf(entry.to.kind).add(entry);
    }
  }

  #readLater(problem: string): void {
    const { clock, log } = this.#parts;
    if (this.#problem === null) log.error('notify.outbox_not_read', { problem });
    this.#problem = problem;
    this.#cancelRead?.();
    if (!this.#isClosed) this.#cancelRead = clock.after(READ_AGAIN_MS, () => this.wake());
  }

  #laneOf(kind: ContactKind): Lane {
    const known = this.#lanes.get(kind);
    if (known !== undefined) return known;
    const { clock, log, atOnce = AT_ONCE, random = Math.random } = this.#parts;
    const lane = new Lane(kind, {
      ...{ clock, log, random, atOnce },
      deliver: (entry) => this.#deliver(entry),
      settle: (entry, delivery, result) => this.#settle(entry, delivery, result),
    });
    this.#lanes.set(kind, lane);
    return lane;
  }

  async #deliver(entry: OutboxEntry): Promise<Delivery> {
    if (this.#parts.isWithdrawn?.(entry) === true) {
      return { kind: 'permanent', error: 'withdrawn: shared no longer', bounced: false };
    }
    const channel = this.#parts.channels.get(entry.to.kind);
    if (channel === undefined) {
      return { kind: 'permanent', error: `nothing sends to ${entry.to.kind}`, bounced: false };
    }
    try {
      return await channel.send(entry);
    } catch (error) {
      const problem = messageOf(error);
      this.#parts.log.error('notify.channel_failed', { channel: entry.to.kind, problem });
      return { kind: 'passing', error: problem, retryAfterMs: null };
    }
  }

  async #settle(entry: OutboxEntry, delivery: Delivery, result: OutboxResult): Promise<void> {
    const { contact } = entry;
    logAttempt(this.#parts.log, entry, { delivery, result });
    if (delivery.kind === 'permanent' && delivery.bounced) {
      this.#bounced.add(contact);
      this.#results.bounce(contact, { at: this.#parts.clock.now(), error: delivery.error });
    } else if (delivery.kind === 'accepted' && this.#bounced.delete(contact)) {
      this.#results.bounce(contact, null);
    }
    await this.#within(CLOSE_MS, this.#results.keep(result));
  }

  /** Resolves with the promise, or without it when the time is over. */
  async #within(ms: number, promise: Promise<unknown>): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(ms, resolve);
    });
    try {
      await Promise.race([promise, late]);
    } finally {
      cancel();
    }
  }
}

function earliestOf(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

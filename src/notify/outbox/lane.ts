import { background } from '../../core/background.ts';
import type { Delivery } from '../../core/ports/channel.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { OutboxEntry, OutboxResult } from '../../core/ports/notice-store.ts';
import type { OutboxKindStatus } from '../../core/ports/outbox-status.ts';
import type { ContactKind } from '../../core/words/recipient.ts';
import { restMs } from './back-off.ts';
import { ContactLine } from './contact-line.ts';
import { resultOf } from './result-of.ts';

/** So many contacts with passing errors and no success between: the kind is away, not one of them. */
const AWAY_CONTACTS = 3;
/** Fewer have had so many errors together, and they are all that wait. */
const AWAY_FAILURES = 3;
/** Kinds whose contacts lie behind one server; behind any other, one that fails says nothing of others. */
const BY_ONE_SERVER: ReadonlySet<ContactKind> = new Set(['mail']);
/** Then one contact is tried so often, so that the return is noticed, ms. */
const TRIAL_MS = 30_000;

export interface LaneParts {
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** Contacts that are sent to at the same time. */
  readonly atOnce: number;
  /** Never rejects. */
  readonly deliver: (entry: OutboxEntry) => Promise<Delivery>;
  /** Resolves when the result is kept or cannot be kept now. */
  readonly settle: (entry: OutboxEntry, delivery: Delivery, result: OutboxResult) => Promise<void>;
}

/** Sends what waits for the contacts of one kind: many contacts at once, one notice of a contact. */
export class Lane {
  readonly kind: ContactKind;
  readonly #parts: LaneParts;
  readonly #lines = new Map<string, ContactLine>();
  readonly #running = new Set<Promise<void>>();
  readonly #counts = { sent: 0, failed: 0, dead: 0 };
  #ready: ContactLine[] = [];
  #busy = 0;
  /** By contact: passing errors since the last success of any. */
  readonly #failures = new Map<string, number>();
  /** Contacts with a server of their own that failed while another one was reached. */
  readonly #apart = new Set<string>();
  #isAway = false;
  #cancelTrial: (() => void) | null = null;
  #isClosed = false;

  constructor(kind: ContactKind, parts: LaneParts) {
    this.kind = kind;
    this.#parts = parts;
  }

  get status(): OutboxKindStatus {
    let waiting = 0;
    for (const line of this.#lines.values()) waiting += line.length;
    return { kind: this.kind, waiting, ...this.#counts, isAway: this.#isAway };
  }

  /** When the notice that waits the longest was written, epoch ms; null = nothing waits. */
  get oldestAt(): number | null {
    return this.#oldestOf(() => true);
  }

  /**
   * When the oldest notice was written that no answer came to yet, of contacts whose first one did not
   * fail, epoch ms; null = there is none.
   */
  get unansweredAt(): number | null {
    return this.#oldestOf(({ attempts }) => attempts === 0);
  }

  add(entry: OutboxEntry): void {
    const { contact } = entry;
    const line = this.#lines.get(contact) ?? new ContactLine();
    const isNew = line.length === 0;
    this.#lines.set(contact, line);
    if (!line.add(entry)) return;
    // What an earlier life could not send says that the kind may be away still.
    if (entry.failingSince !== null) this.#failed(contact, entry.attempts);
    if (line.isBusy) return;
    if (isNew) this.#next(contact, line);
    else if (line.head === entry) this.#release(line);
  }

  /** Begins nothing more; resolves when what is being sent has its answer. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTrial?.();
    for (const line of this.#lines.values()) line.cancelRest?.();
    await Promise.all(this.#running);
  }

  #oldestOf(isMeant: (head: OutboxEntry) => boolean): number | null {
    let oldest: number | null = null;
    for (const { head } of this.#lines.values()) {
      if (head === null || !isMeant(head)) continue;
      oldest = Math.min(oldest ?? head.notice.at, head.notice.at);
    }
    return oldest;
  }

  /** Lets a line go on with what is now its first. */
  #next(contact: string, line: ContactLine): void {
    line.isBusy = false;
    if (line.head === null) {
      this.#lines.delete(contact);
      this.#answered(contact);
      return;
    }
    const waitMs = restMs(line.head.nextAt, this.#parts.clock.now());
    if (waitMs === 0) this.#makeReady(line);
    else line.cancelRest = this.#parts.clock.after(waitMs, () => this.#release(line));
  }

  /** Ends the rest of a line, whose time has come or not. */
  #release(line: ContactLine): void {
    if (line.cancelRest === null) return;
    line.cancelRest();
    line.cancelRest = null;
    this.#makeReady(line);
  }

  #makeReady(line: ContactLine): void {
    this.#ready.push(line);
    this.#pump();
  }

  #pump(): void {
    while (!this.#isClosed && this.#busy < this.#parts.atOnce) {
      const line = this.#ready.shift();
      if (line === undefined) return;
      this.#busy += 1;
      line.isBusy = true;
      line.triedAt = this.#parts.clock.monotonicMs();
      const running = this.#run(line);
      this.#running.add(running);
      const ended = running.finally(() => this.#running.delete(running));
      background(ended, 'sending a notice', this.#parts.log);
    }
  }

  async #run(line: ContactLine): Promise<void> {
    const { clock, random, deliver, settle } = this.#parts;
    const entry = line.head;
    if (entry === null) return;
    const delivery = await deliver(entry);
    this.#busy -= 1;
    const result = resultOf(entry, delivery, { now: clock.now(), random: random() });
    this.#counts[result.state === 'waiting' ? 'failed' : result.state] += 1;
    line.isRestAsked = delivery.kind === 'passing' && delivery.retryAfterMs !== null;
    line.take(result);
    this.#learn(entry.contact, delivery);
    this.#pump();
    await settle(entry, delivery, result);
    if (!this.#isClosed) this.#next(entry.contact, line);
  }

  /** When a kind that was away takes one notice, nobody's rest goes on. */
  #learn(contact: string, { kind }: Delivery): void {
    if (kind === 'passing') this.#failed(contact, 1);
    if (kind === 'permanent') this.#answered(contact);
    if (kind !== 'accepted') return;
    const wasAway = this.#isAway;
    this.#isAway = false;
    if (!BY_ONE_SERVER.has(this.kind)) for (const id of this.#failures.keys()) this.#apart.add(id);
    this.#apart.delete(contact);
    this.#failures.clear();
    this.#cancelTrial?.();
    this.#cancelTrial = null;
    if (wasAway) for (const line of this.#resting()) this.#release(line);
  }

  /** It was refused for good or has nothing more to send: it is no contact that fails. */
  #answered(contact: string): void {
    this.#failures.delete(contact);
    this.#apart.delete(contact);
    if (this.#failures.size === 0) this.#isAway = false;
  }

  #failed(contact: string, times: number): void {
    if (this.#apart.has(contact)) return;
    this.#failures.set(contact, (this.#failures.get(contact) ?? 0) + times);
    this.#isAway ||= this.#failures.size >= AWAY_CONTACTS || this.#isServerAway;
    if (!this.#isAway || this.#isClosed) return;
    this.#cancelTrial ??= this.#parts.clock.after(TRIAL_MS, () => this.#try());
  }

  get #isServerAway(): boolean {
    if (!BY_ONE_SERVER.has(this.kind)) return false;
    const failures = this.#failures.values().reduce((sum, each) => sum + each, 0);
    return failures >= AWAY_FAILURES && this.#lines.keys().every((id) => this.#failures.has(id));
  }

  /** Tries the one that was tried the longest ago. */
  #try(): void {
    this.#cancelTrial = null;
    const [first] = this.#resting().sort((a, b) => a.triedAt - b.triedAt);
    if (first !== undefined) this.#release(first);
  }

  #resting(): ContactLine[] {
    return [...this.#lines.values()].filter(
      ({ cancelRest, isRestAsked }) => cancelRest !== null && !isRestAsked,
    );
  }
}

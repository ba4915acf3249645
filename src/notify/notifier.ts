import { background } from '../core/background.ts';
import { messageOf } from '../core/errors.ts';
import { InTurn } from '../core/in-turn.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { NoticeStep, NoticeStore } from '../core/ports/notice-store.ts';
import type { Incident } from '../core/words/incident.ts';
import { contactIdOf, type Recipient } from '../core/words/recipient.ts';
import { type DeskStepped, stepContact } from './contact-step.ts';
import { type Desk, EMPTY_DESK } from './desk.ts';
import { decodeDesk } from './desk-text.ts';
import type { NoticeSource } from './notice-source.ts';
import { Standing } from './standing.ts';

export interface NotifierParts {
  readonly source: NoticeSource;
  readonly store: NoticeStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Told that something new waits in the outbox. */
  readonly onWritten: () => void;
}

/** A step looks at what changed so soon after it did, ms. */
const SOON_MS = 200;
/** And at everything that may have come due so often, ms. */
const LOOK_MS = 1000;
/** A store that refused a step is tried again after, ms. */
const RETRY_MS = 2000;
/** Recipients whose step is kept in one commit; between them whatever else is due gets its turn. */
const AT_ONCE = 100;

/**
 * Tells recipients what they may know and were not told. It compares instead of passing events on: what
 * was kept of a desk, its notices in the outbox, and its reasons are one commit; a step that could not
 * be kept is made again from what is there then. So nothing is lost and nothing told twice.
 */
export class Notifier {
  readonly #parts: NotifierParts;
  readonly #standing: Standing;
  readonly #desks: Map<string, Desk>;
  /** By contact: when it is due though nothing changes, epoch ms. */
  readonly #due = new Map<string, number>();
  /** Ids of recipients that something concerns since their last step. */
  readonly #dirty = new Set<string>();
  #ownNetworkSince: number | null = null;
  #timer: (() => void) | null = null;
  readonly #steps = new InTurn();
  #steppedAt: number | null = null;
  #isClosed = false;

  private constructor(parts: NotifierParts, desks: Map<string, Desk>, standing: Standing) {
    this.#parts = parts;
    this.#desks = desks;
    this.#standing = standing;
  }

  /** Takes telling up where an earlier run left it. Rejects with `store_unavailable`. */
  static async open(parts: NotifierParts): Promise<Notifier> {
    const { store, clock } = parts;
    const snapshots = await store.desks();
    const desks = snapshots.map(
      ({ contact, body }) => [contact, body === null ? EMPTY_DESK : decodeDesk(body)] as const,
    );
    const standing = await Standing.open(store, clock);
    return new Notifier(parts, new Map(desks), standing);
  }

  /** Acknowledgements, silences and verified contacts, to be changed through it. */
  get standing(): Standing {
    return this.#standing;
  }

  /**
   * Ids of the incidents that somebody in force was told of, and of which no end was told yet, and of
   * those that a silence names.
   */
  neededIncidents(): ReadonlySet<string> {
    const { recipients } = this.#parts.source.telling();
    const ids = recipients.flatMap((each) =>
      each.contacts.map((contact) => contactIdOf(each, contact)),
    );
    const told = ids.flatMap((id) => [...(this.#desks.get(id)?.told.values() ?? [])]);
    const silenced = this.#standing.silences().flatMap(({ incident }) => incident ?? []);
    return new Set([...told.map(({ incident }) => incident), ...silenced]);
  }

  /** Ids of contacts to which anything was written. */
  toldContacts(): ReadonlySet<string> {
    return new Set([...this.#desks].filter(([, { count }]) => count > 0).map(([id]) => id));
  }

  /** When a step was kept last, or there was nothing to keep, on the monotonic clock; null = never. */
  get steppedAt(): number | null {
    return this.#steppedAt;
  }

  /** Begins; every recipient is looked at once. */
  start(): void {
    this.lookAtAll();
    this.#next(SOON_MS);
  }

  /** What judging opened or changed, after it is kept. */
  takeIncidents(incidents: readonly Incident[]): void {
    this.lookAt(this.#parts.source.take(incidents));
  }

  /** After something changed that concerns these recipients alone. */
  lookAt(recipients: Iterable<string>): void {
    for (const id of recipients) this.#dirty.add(id);
  }

  /** After something changed that may concern anybody: the configuration, a silence. */
  lookAtAll(): void {
    for (const { id } of this.#parts.source.telling().recipients) this.#dirty.add(id);
  }

  /** Makes the step that is due now; resolves when it is kept. */
  async settle(): Promise<void> {
    await this.#steps.run(() => this.#step());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.();
    await this.#steps.idle();
  }

  #next(delayMs: number): void {
    if (this.#isClosed) return;
    this.#timer = this.#parts.clock.after(delayMs, () => {
      background(
        this.settle().then(
          () => this.#next(LOOK_MS),
          (error: unknown) => {
            this.#parts.log.warn('notify.step_failed', { error: messageOf(error) });
            this.#next(RETRY_MS);
          },
        ),
        'notify.step',
        this.#parts.log,
      );
    });
  }

  async #step(): Promise<void> {
    const { source, clock } = this.#parts;
    const now = clock.now();
    const doubt = source.ownNetworkSince();
    if (doubt !== this.#ownNetworkSince) this.lookAtAll();
    this.#ownNetworkSince = doubt;
    const waiting = source.telling().recipients.filter((each) => this.#isDue(each, now));
    for (let from = 0; from < waiting.length; from += AT_ONCE) {
      if (from > 0) await this.#letOthers();
      await this.#stepSome(waiting.slice(from, from + AT_ONCE), now);
    }
    this.#steppedAt = clock.monotonicMs();
  }

  #letOthers(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#parts.clock.after(0, resolve);
    return promise;
  }

  #isDue(recipient: Recipient, now: number): boolean {
    if (this.#dirty.has(recipient.id)) return true;
    return (this.#due.get(recipient.id) ?? Infinity) <= now;
  }

  async #stepSome(recipients: readonly Recipient[], now: number): Promise<void> {
    const { source, store, log, onWritten } = this.#parts;
    const stepped = recipients.flatMap((recipient) =>
      recipient.contacts.map((contact) =>
        stepContact({ recipient, contact, source, now, standing: this.#standing }, this.#desks),
      ),
    );
    const ids = recipients.map(({ id }) => id);
    // Before it is kept: what changes meanwhile is marked anew.
    for (const id of ids) this.#dirty.delete(id);
    const step = stepOf(stepped);
    try {
      if (step.desks.length + step.decisions.length + step.outbox.length > 0) {
        await store.keepStep(step);
      }
    } catch (error) {
      this.lookAt(ids);
      throw error;
    }
    for (const id of ids) this.#due.delete(id);
    for (const { contact, recipient, desk, wakeAt } of stepped) {
      this.#desks.set(contact, desk);
      const due = Math.min(this.#due.get(recipient) ?? Infinity, wakeAt ?? Infinity);
      if (due < Infinity) this.#due.set(recipient, due);
    }
    if (step.outbox.length === 0) return;
    log.info('notify.written', { notices: step.outbox.length });
    onWritten();
  }
}

function stepOf(stepped: readonly DeskStepped[]): NoticeStep {
  return {
    desks: stepped.flatMap(({ snapshot }) => snapshot ?? []),
    decisions: stepped.flatMap(({ decisions }) => decisions),
    outbox: stepped.flatMap(({ draft }) => draft ?? []),
  };
}

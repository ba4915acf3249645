import { background } from '../core/background.ts';
import { messageOf } from '../core/errors.ts';
import { InTurn } from '../core/in-turn.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sample } from '../core/words/sample.ts';
import { inTime } from './patient-scan.ts';
import type { Stores } from './stores.ts';

export interface AliveMarkParts {
  readonly stores: Pick<Stores, 'samples' | 'state'>;
  /** Slots due before this, epoch ms, were given to {@link AliveMark} as samples or gaps. */
  readonly recordedUntil: () => number;
  readonly log: Log;
}

/** How often the mark is written, ms: the resolution of a gap's beginning. */
const MARK_EVERY_MS = 5000;
const MARK = 'last_alive_at';
/** The last mark is given up after this time, ms: a stop waits for no store. */
const LAST_MARK_MS = 1000;

/**
 * The mark of the state that says up to when slots are recorded, and the gaps before it. Every slot due
 * before the mark is a stored sample or lies in a stored gap, at whatever moment the process is killed:
 * while something of it only waits for its commit, the mark stays where it was.
 */
export class AliveMark {
  readonly #parts: AliveMarkParts;
  readonly #turns = new InTurn();
  /** Called in this order, and again with every mark until they succeed. */
  readonly #gaps = new Set<() => Promise<void>>();
  /** The newest; no earlier one is pending when it is stored. */
  #appended: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #isMarking = false;
  #problem: string | null = null;

  constructor(parts: AliveMarkParts) {
    this.#parts = parts;
  }

  /** Up to when the process before this one recorded its slots, epoch ms; null = there was none. */
  before(): Promise<number | null> {
    return this.#parts.stores.state.mark(MARK);
  }

  append(sample: Sample): void {
    const { stores, log } = this.#parts;
    this.#appended = stores.samples.append([sample]);
    background(this.#appended, 'store.append', log);
  }

  /** Takes what stores a gap, which is called again where it rejects. */
  gap(store: () => Promise<void>): void {
    this.#gaps.add(store);
    this.#try(() => this.#storeGaps());
  }

  /** Writes the mark as soon as it holds, then every few seconds. */
  start(): void {
    this.#tick();
    this.#timer = setInterval(() => this.#tick(), MARK_EVERY_MS);
  }

  /** Writes it a last time. Where that fails, which the log says, the next start counts from the one before. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    try {
      await inTime(this.#markLast(), LAST_MARK_MS);
    } catch (error) {
      this.#parts.log.warn('measuring.last_mark_failed', { error: messageOf(error) });
    }
  }

  async #markLast(): Promise<void> {
    await this.#parts.stores.samples.flush();
    await this.#turns.run(() => this.#mark());
  }

  /** A mark that waits for its samples holds back the next. */
  #tick(): void {
    if (this.#isMarking) return;
    this.#isMarking = true;
    this.#try(async () => {
      try {
        await this.#mark();
      } finally {
        this.#isMarking = false;
      }
    });
  }

  /** Says once why nothing can be marked, and once that it can be again. */
  #try(work: () => Promise<void>): void {
    const { log } = this.#parts;
    const done = this.#turns.run(work).then(
      () => {
        if (this.#problem !== null) log.info('measuring.marked_again');
        this.#problem = null;
      },
      (error: unknown) => {
        const problem = messageOf(error);
        if (this.#problem === null) log.error('measuring.mark_waits', { problem });
        this.#problem = problem;
      },
    );
    background(done, 'measuring.mark', log);
  }

  async #mark(): Promise<void> {
    const until = this.#parts.recordedUntil();
    const appended = this.#appended;
    await this.#storeGaps();
    await appended;
    await this.#parts.stores.state.setMark(MARK, until);
  }

  async #storeGaps(): Promise<void> {
    for (const store of this.#gaps) {
      await store();
      this.#gaps.delete(store);
    }
  }
}

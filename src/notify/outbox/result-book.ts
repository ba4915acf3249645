import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Bounce, NoticeStore, OutboxResult } from '../../core/ports/notice-store.ts';

const RETRY_FIRST_MS = 1000;
const RETRY_MOST_MS = 30_000;

export interface ResultBookParts {
  readonly store: Pick<NoticeStore, 'settle' | 'keepBounce'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps what became of attempts. While the store is away, results wait in memory, one an entry, and are
 * kept as soon as it is back; what comes while it writes goes with the next write.
 */
export class ResultBook {
  readonly #parts: ResultBookParts;
  readonly #results = new Map<number, OutboxResult>();
  readonly #bounces = new Map<string, Bounce | null>();
  #writing: Promise<void> | null = null;
  #retryMs = RETRY_FIRST_MS;
  #cancelRetry: (() => void) | null = null;
  #problem: string | null = null;
  #isClosed = false;

  constructor(parts: ResultBookParts) {
    this.#parts = parts;
  }

  /** Why the last write failed; null = it did not. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Resolves when it is kept, or when the store could not take it now. */
  async keep(result: OutboxResult): Promise<void> {
    this.#results.set(result.seq, result);
    await this.flush();
  }

  /** Is kept together with the next result, before it. */
  bounce(contact: string, bounce: Bounce | null): void {
    this.#bounces.set(contact, bounce);
  }

  /** Writes all that waits now; resolves also where the store could not take it. */
  async flush(): Promise<void> {
    await this.#writing;
    // Of those that waited for the same write, the first one takes all.
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelRetry?.();
  }

  async #write(): Promise<void> {
    const results = [...this.#results.values()];
    const bounces = [...this.#bounces];
    if (results.length + bounces.length === 0) return;
    try {
      for (const [contact, bounce] of bounces) {
        await this.#parts.store.keepBounce(contact, bounce);
        if (this.#bounces.get(contact) === bounce) this.#bounces.delete(contact);
      }
      if (results.length > 0) await this.#parts.store.settle(results);
      for (const result of results) {
        if (this.#results.get(result.seq) === result) this.#results.delete(result.seq);
      }
      this.#isBack();
    } catch (error) {
      this.#isAway(messageOf(error));
    }
  }

  #isBack(): void {
    if (this.#problem !== null) this.#parts.log.info('notify.results_kept');
    this.#problem = null;
    this.#retryMs = RETRY_FIRST_MS;
  }

  #isAway(problem: string): void {
    const { clock, log } = this.#parts;
    if (this.#problem === null) log.error('notify.results_not_kept', { problem });
    this.#problem = problem;
    this.#cancelRetry?.();
    if (this.#isClosed) return;
    this.#cancelRetry = clock.after(this.#retryMs, () =>
      background(this.flush(), 'keeping results', log),
    );
    this.#retryMs = Math.min(RETRY_MOST_MS, this.#retryMs * 2);
  }
}

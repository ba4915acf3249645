import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';

export interface RoundsOptions {
  /** From the end of one round to the start of the next, ms. */
  readonly pauseMs: number;
  readonly clock: Clock;
  readonly log: Log;
  run(): Promise<void>;
}

/** Work that comes again and again, one round at a time; a failing one is logged when it begins to fail. */
export class Rounds {
  readonly #options: RoundsOptions;
  #last: Promise<unknown> = Promise.resolve();
  #cancel = () => {};
  #isFailing = false;
  #isStopped = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
    this.#plan();
  }

  /** A round after the one under way; rejects as the work does. */
  now(): Promise<void> {
    const round = this.#last.then(() => this.#options.run());
    // The caller has the rejection; the round after waits for the end alone.
    this.#last = Promise.allSettled([round]);
    return round;
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await this.#last;
  }

  #plan(): void {
    const { clock, pauseMs, log } = this.#options;
    this.#cancel = clock.after(pauseMs, () => background(this.#round(), 'influx upkeep', log));
  }

  async #round(): Promise<void> {
    const { log } = this.#options;
    try {
      await this.now();
      if (this.#isFailing) log.info('influx.upkeep_works');
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing && !this.#isStopped) {
        log.warn('influx.upkeep_failed', { problem: messageOf(error) });
      }
      this.#isFailing = true;
    }
    if (!this.#isStopped) this.#plan();
  }
}

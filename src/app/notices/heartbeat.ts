import { background } from '../../core/background.ts';
import { messageOf } from '../../core/errors.ts';
import type { HeartbeatConfig } from '../../core/notify-config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';

export interface HeartbeatParts {
  readonly config: HeartbeatConfig;
  /** What does not work just now, as names for the log; empty = all of it does. */
  readonly idle: () => readonly string[];
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly log: Log;
}

/** The first call comes no later, ms. */
const FIRST_MS = 5000;
const TIMEOUT_MS = 10_000;

/**
 * Calls a URL that watches for it to stay away (a dead-man's switch), only while everything works. Its
 * path is a secret and in no log.
 */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  #stopTimer = () => {};
  #state = '';
  #isClosed = false;
  readonly #leaving = new AbortController();

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
    this.#schedule(Math.min(FIRST_MS, parts.config.everyMs));
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
    this.#leaving.abort();
  }

  #schedule(delayMs: number): void {
    const { clock, config, log } = this.#parts;
    if (this.#isClosed) return;
    this.#stopTimer = clock.after(delayMs, () => {
      this.#schedule(config.everyMs);
      background(this.#beat(config.url), 'notify.heartbeat', log);
    });
  }

  async #beat(url: string): Promise<void> {
    const idle = this.#parts.idle();
    if (idle.length > 0) {
      this.#say(`idle ${idle.join(' ')}`, () =>
        this.#parts.log.error('heartbeat.withheld', { idle }),
      );
      return;
    }
    try {
      const { outgoing } = this.#parts;
      const { signal } = this.#leaving;
      const { statusCode } = await outgoing.send({ url, timeoutMs: TIMEOUT_MS, signal });
      const isTaken = statusCode >= 200 && statusCode < 300;
      this.#say(`answer ${statusCode}`, () => {
        const { log } = this.#parts;
        if (isTaken) log.info('heartbeat.taken', { statusCode });
        else log.warn('heartbeat.refused', { statusCode });
      });
    } catch (error) {
      if (this.#isClosed) return;
      const problem = messageOf(error instanceof Error ? (error.cause ?? error) : error);
      this.#say('failed', () => this.#parts.log.warn('heartbeat.failed', { problem }));
    }
  }

  /** Once, until it is otherwise. */
  #say(state: string, say: () => void): void {
    if (state !== this.#state) say();
    this.#state = state;
  }
}

import type { Channel, Delivery } from '../../../src/core/ports/channel.ts';
import type { OutboxEntry } from '../../../src/core/ports/notice-store.ts';

export const ACCEPTED: Delivery = { kind: 'accepted' };

export function passing(error: string, retryAfterMs: number | null = null): Delivery {
  return { kind: 'passing', error, retryAfterMs };
}

/** A channel whose answers are given by the test, and that remembers what it was given. */
export class ScriptedChannel implements Channel {
  /** In the order in which they came: `<contact's address> <key>`. */
  readonly seen: string[] = [];
  inFlight = 0;
  mostInFlight = 0;
  #answer: (entry: OutboxEntry) => Delivery | Promise<Delivery>;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  constructor(answer: (entry: OutboxEntry) => Delivery | Promise<Delivery> = () => ACCEPTED) {
    this.#answer = answer;
  }

  answer(answer: (entry: OutboxEntry) => Delivery | Promise<Delivery>): void {
    this.#answer = answer;
  }

  async send(entry: OutboxEntry): Promise<Delivery> {
    this.seen.push(`${entry.to.to} ${entry.notice.key}`);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    for (const each of this.#waiting) if (this.seen.length >= each.count) each.resolve();
    try {
      return await this.#answer(entry);
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Resolves when so many were given to it. */
  async had(count: number): Promise<void> {
    if (this.seen.length >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

import type { OutboxEntry } from './notice-store.ts';

/**
 * What a channel says of a message. `passing`: it may go later, after `retryAfterMs` at the soonest
 * where that is told. `permanent`: it never will; `bounced` = because of the address itself.
 */
export type Delivery =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'passing'; readonly error: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'permanent'; readonly error: string; readonly bounced: boolean };

/** One way of sending. Never rejects for what the other side does. */
export interface Channel {
  /** The same entry may be sent again: where the answer was lost, with the same key. */
  send(entry: OutboxEntry): Promise<Delivery>;
  close(): Promise<void>;
}

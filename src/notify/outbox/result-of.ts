import type { Delivery } from '../../core/ports/channel.ts';
import type { OutboxEntry, OutboxResult } from '../../core/ports/notice-store.ts';
import { backOffMs } from './back-off.ts';

/** After a day of passing errors a notice is given up. */
const GIVE_UP_MS = 24 * 3_600_000;

/** What the answer to an attempt makes of an entry. */
export function resultOf(
  entry: OutboxEntry,
  delivery: Delivery,
  at: { readonly now: number; readonly random: number },
): OutboxResult {
  const { seq, nextAt } = entry;
  const attempts = entry.attempts + 1;
  if (delivery.kind === 'accepted') {
    const { failingSince, lastError } = entry;
    return { seq, state: 'sent', attempts, nextAt, failingSince, lastError, settledAt: at.now };
  }
  const failingSince = entry.failingSince ?? at.now;
  const failed = { seq, attempts, failingSince, lastError: delivery.error };
  if (delivery.kind === 'permanent' || at.now - failingSince >= GIVE_UP_MS) {
    return { ...failed, state: 'dead', nextAt, settledAt: at.now };
  }
  const waitMs = backOffMs(attempts, delivery.retryAfterMs, at.random);
  return { ...failed, state: 'waiting', nextAt: at.now + waitMs, settledAt: null };
}

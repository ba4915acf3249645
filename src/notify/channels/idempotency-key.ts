import { createHash } from 'node:crypto';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';

/**
 * Names one notice to one contact: the same whenever it is sent again, 32 hexadecimal digits, and another
 * in every drill, whose store counts from 1. A digest, since a contact's name holds its address, which
 * may be a secret.
 */
export function idempotencyKeyOf({
  notice,
  contact,
}: Pick<OutboxEntry, 'notice' | 'contact'>): string {
  const named = JSON.stringify([notice.key, contact, notice.at]);
  return createHash('sha256').update(named).digest('hex').slice(0, 32);
}

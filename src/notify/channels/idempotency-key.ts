import { createHash } from 'node:crypto';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';

/**
 * Names one notice to one contact: the same whenever it is sent again, 32 hexadecimal digits. A digest,
 * since a contact's name holds its address, which may be a secret.
 */
export function idempotencyKeyOf({
  notice,
  contact,
}: Pick<OutboxEntry, 'notice' | 'contact'>): string {
  const both = JSON.stringify([notice.key, contact]);
  return createHash('sha256').update(both).digest('hex').slice(0, 32);
}

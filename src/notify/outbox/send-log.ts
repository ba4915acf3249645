import { createHash } from 'node:crypto';
import type { Delivery } from '../../core/ports/channel.ts';
import type { Log, LogFields } from '../../core/ports/log.ts';
import type { OutboxEntry, OutboxResult } from '../../core/ports/notice-store.ts';

const MAIL_ADDRESS = /[^\s<>"'()[\],;:]+@[^\s<>"'()[\],;:]+/g;

/**
 * Logs an attempt. Addresses of people and URLs that are secrets stay out: a contact is named by a
 * digest, and what the other side said is told without them.
 */
export function logAttempt(
  log: Log,
  entry: OutboxEntry,
  { delivery, result }: { readonly delivery: Delivery; readonly result: OutboxResult },
): void {
  const fields: LogFields = {
    recipient: entry.notice.recipient,
    contact: createHash('sha256').update(entry.contact).digest('hex').slice(0, 12),
    channel: entry.to.kind,
    kind: entry.notice.kind,
    reference: entry.notice.reference,
    seq: entry.seq,
    attempts: result.attempts,
  };
  if (delivery.kind === 'accepted') {
    log.info('notify.sent', fields);
    return;
  }
  const problem = withoutAddresses(delivery.error, entry.to.to);
  if (result.state === 'dead') log.error('notify.dead', { ...fields, problem });
  else log.warn('notify.failed', { ...fields, problem, nextAt: result.nextAt });
}

function withoutAddresses(text: string, address: string): string {
  return text.replaceAll(address, '[contact]').replace(MAIL_ADDRESS, '[address]');
}

import { randomInt } from 'node:crypto';
import type { ContactRecord } from '../../core/ports/notice-store.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

const CODE_DIGITS = 6;
const CODE_HOLDS_MS = 14 * 86_400_000;

export interface VerifyRound {
  /** Of the request. */
  readonly id: string;
  readonly recipients: readonly Recipient[];
  /** Also those that were verified so long ago, ms; null = those alone that never were. */
  readonly olderThanMs: number | null;
  /** When it was asked, epoch ms. */
  readonly askedAt: number;
}

/** Sends a code to every contact whose verification is due. */
export async function sendCodes(
  { id, recipients, olderThanMs, askedAt }: VerifyRound,
  { standing, store, clock }: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[]> {
  const records = await recordsOf(store);
  const due = recipients.flatMap((recipient) =>
    recipient.contacts.flatMap((contact) => {
      const record = records(contactIdOf(recipient, contact));
      const isDue = isVerificationDue(contact, record, { olderThanMs, now: clock.now() });
      return isDue ? [{ recipient, contact, record }] : [];
    }),
  );
  const asked = [];
  for (const { recipient, contact, record } of due) {
    const notice = { recipient, contact, kind: 'verification' as const };
    // One that may not be written would leave a code that nobody knows.
    if (writer.draft({ ...notice, code: '' }, 'verification').draft === null) {
      asked.push(notice);
      continue;
    }
    const code = codeFor(record, askedAt);
    await standing.keepContact({ ...record, code, codeSentAt: Math.max(askedAt, clock.now()) });
    asked.push({ ...notice, code });
  }
  return await writer.write(id, asked);
}

/** The contact to which a code was sent, verified by it; null = no such code holds. */
export async function verifyByCode(
  { recipient, code }: { readonly recipient: Recipient; readonly code: string },
  { standing, store, clock }: NoticeDeskParts,
): Promise<Contact | null> {
  const records = await recordsOf(store);
  const now = clock.now();
  for (const contact of recipient.contacts) {
    const record = records(contactIdOf(recipient, contact));
    if (record.code !== code || (record.codeSentAt ?? 0) + CODE_HOLDS_MS < now) continue;
    const reached = { bouncedAt: null, bounce: null };
    await standing.keepContact({ ...record, ...reached, verifiedAt: now, code: null });
    return contact;
  }
  return null;
}

/** As the store has them: what bounced is written beside what stands in memory. */
async function recordsOf(
  store: Pick<NoticeDeskParts['store'], 'contacts'>,
): Promise<(contact: string) => ContactRecord> {
  const known = new Map((await store.contacts()).map((record) => [record.contact, record]));
  return (contact) => known.get(contact) ?? { ...UNKNOWN, contact };
}

const UNKNOWN = {
  ...{ verifiedAt: null, code: null, codeSentAt: null },
  ...{ bouncedAt: null, bounce: null },
};

function isVerificationDue(
  { kind, verifiedOn }: Contact,
  { verifiedAt }: ContactRecord,
  { olderThanMs, now }: { readonly olderThanMs: number | null; readonly now: number },
): boolean {
  if (kind === 'telephone') return false;
  const newest = Math.max(
    verifiedAt ?? -Infinity,
    verifiedOn === null ? -Infinity : Date.parse(verifiedOn),
  );
  if (newest === -Infinity) return true;
  return olderThanMs !== null && newest <= now - olderThanMs;
}

/** The same where the order came twice. */
function codeFor({ code, codeSentAt }: ContactRecord, askedAt: number): string {
  if (code !== null && codeSentAt !== null && codeSentAt >= askedAt) return code;
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

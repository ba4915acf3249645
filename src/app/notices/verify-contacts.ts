import { randomInt } from 'node:crypto';
import type { ContactRecord } from '../../core/ports/notice-store.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

const CODE_DIGITS = 6;
const CODE_HOLDS_MS = 14 * 86_400_000;
/** Wrong tries after which a code is void. */
const MOST_MISSES = 5;

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
    const codeMisses = code === record.code ? record.codeMisses : 0;
    const codeSentAt = Math.max(askedAt, clock.now());
    await standing.keepContact({ ...record, code, codeSentAt, codeMisses });
    asked.push({ ...notice, code });
  }
  return await writer.write(id, asked);
}

export interface CodeTry {
  readonly recipient: Recipient;
  /** To which it is said to have been sent; null = to any, and a wrong one is counted nowhere. */
  readonly contact: Contact | null;
  readonly code: string;
}

/**
 * The contact to which a code was sent, verified by it; `wrong`: no such code holds; `void`: it holds no
 * more, for the wrong ones that were tried. A try is counted before the next one is looked at.
 */
export async function verifyByCode(
  { recipient, contact: named, code }: CodeTry,
  { standing, store, clock }: NoticeDeskParts,
): Promise<Contact | 'wrong' | 'void'> {
  const records = await recordsOf(store);
  const now = clock.now();
  for (const contact of named === null ? recipient.contacts : [named]) {
    const record = records(contactIdOf(recipient, contact));
    const isOpen = record.code !== null && (record.codeSentAt ?? 0) + CODE_HOLDS_MS >= now;
    if (isOpen && record.codeMisses < MOST_MISSES && record.code === code) {
      const done = { bouncedAt: null, bounce: null, code: null, codeMisses: 0 };
      await standing.keepContact({ ...record, ...done, verifiedAt: now });
      return contact;
    }
    if (named === null || !isOpen) continue;
    const codeMisses = Math.min(record.codeMisses + 1, MOST_MISSES);
    if (codeMisses !== record.codeMisses) await standing.keepContact({ ...record, codeMisses });
    if (codeMisses === MOST_MISSES) return 'void';
  }
  return 'wrong';
}

/** As the store has them: what bounced is written beside what stands in memory. */
async function recordsOf(
  store: Pick<NoticeDeskParts['store'], 'contacts'>,
): Promise<(contact: string) => ContactRecord> {
  const known = new Map((await store.contacts()).map((record) => [record.contact, record]));
  return (contact) => known.get(contact) ?? { ...UNKNOWN, contact };
}

const UNKNOWN = {
  ...{ verifiedAt: null, code: null, codeSentAt: null, codeMisses: 0 },
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
function codeFor({ code, codeSentAt, codeMisses }: ContactRecord, askedAt: number): string {
  const isSent = codeSentAt !== null && codeSentAt >= askedAt;
  if (code !== null && isSent && codeMisses < MOST_MISSES) return code;
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

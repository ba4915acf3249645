import { describe, expect, it } from 'vitest';
import { CodePace } from '../../../src/app/sharing/code-pace.ts';
import type { ContactRecord } from '../../../src/core/ports/notice-store.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';

const HOUR = 3_600_000;
const T0 = 1_800_000_000_000;
const recipient = { id: 'member:gas-0001' };

const mail = (n: number | string): Contact => ({
  ...{ ...PLAIN_CONTACT, kind: 'mail', to: `${n}@example.jp` },
});
const mails = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => mail(from + n));

const kept = (n: number | string, change: Partial<ContactRecord> = {}): ContactRecord => ({
  ...{ contact: `${recipient.id}/mail:${n}@example.jp`, verifiedAt: null, code: '123456' },
  ...{ codeSentAt: T0, codeMisses: 0, bouncedAt: null, bounce: null, ...change },
});

describe('the pace at which codes are sent to a member', () => {
  it('is twenty addresses an hour and sixty a day', () => {
    const pace = new CodePace();
    const take = (from: number, count: number, now: number) =>
      pace.take({ recipient, contacts: mails(from, count), records: [], now });
    expect(take(0, 21, T0)).toBe('codes_full');
    expect([take(0, 19, T0), take(19, 2, T0), take(19, 1, T0)]).toEqual([null, 'codes_full', null]);
    expect(take(20, 1, T0 + HOUR - 1)).toBe('codes_full');
    expect([take(20, 20, T0 + HOUR), take(40, 20, T0 + 2 * HOUR)]).toEqual([null, null]);
    expect(take(60, 1, T0 + 3 * HOUR)).toBe('codes_full');
    expect(take(60, 20, T0 + 24 * HOUR)).toBeNull();
  });

  it('is of another member what it is of that one alone', () => {
    const pace = new CodePace();
    for (const id of ['member:gas-0001', 'member:gas-00011']) {
      const contacts = mails(0, 20);
      expect(pace.take({ recipient: { id }, contacts, records: [], now: T0 })).toBeNull();
    }
  });

  it('is one code an hour to each address, also to what an earlier life sent', () => {
    const pace = new CodePace();
    const take = (n: number, now: number) =>
      pace.take({ recipient, contacts: [mail(n)], records: [kept(1)], now });
    expect([take(1, T0 + HOUR - 1), take(1, T0 + HOUR)]).toEqual(['code_recent', null]);
    expect(take(1, T0 + 2 * HOUR - 1)).toBe('code_recent');
    const records = Array.from({ length: 20 }, (_, n) => kept(n));
    const other = new CodePace();
    expect(other.take({ recipient, contacts: [mail(30)], records, now: T0 + 1 })).toBe(
      'codes_full',
    );
  });

  it('counts nothing that no code is sent to', () => {
    const pace = new CodePace();
    const telephone: Contact = { ...PLAIN_CONTACT, kind: 'telephone', to: '03-1234-5678' };
    const records = [kept(1, { verifiedAt: T0 })];
    for (let n = 0; n < 30; n += 1) {
      const contacts = [telephone, mail(1)];
      expect(pace.take({ recipient, contacts, records, now: T0 })).toBeNull();
    }
    expect(pace.take({ recipient, contacts: mails(2, 20), records: [], now: T0 })).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { VOID_CODE, WRONG_CODE } from '../../../src/app/notices/desk-texts.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { type Contact, PLAIN_CONTACT, type Recipient } from '../../../src/core/words/recipient.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { noticeOf } from '../../store/stored-notice.ts';
import { startDesk } from './desk-council.ts';
import { sourceOver } from './drawn-council.ts';

const ID = 'member:gas-0001';
const MAIL: Contact = { ...PLAIN_CONTACT, kind: 'mail', to: 'web@example.jp' };

const NOTHING = { incidents: [], judged: new Map(), facts: new Map() };

describe('contacts that a member sets', () => {
  it('get a code where they are new, and none of the others does; the code verifies them', async () => {
    const { desk, store, state, sink } = await startDesk({ contact: { verifiedOn: null } });
    const recipient = desk.recipient(ID);
    if (recipient === null) throw new Error('no member');
    const none: Recipient = { ...recipient, contacts: [] };
    await desk.sendCodesTo(none, 'a');
    expect([await store.contacts(), sink.received]).toEqual([[], []]);
    await desk.sendCodesTo(recipient, 'b');
    const [record] = await store.contacts();
    expect(record).toMatchObject({ contact: `${ID}/mail:web@example.jp`, verifiedAt: null });
    expect(sink.received.map(({ parsed }) => parsed.text)).toEqual([
      expect.stringContaining(record?.code ?? 'none'),
    ]);
    const given = { action: 'notice-verified', recipient: ID, actor: 'sato' } as const;
    const code = record?.code ?? '';
    const order = { ...given, code, request: 'no. 12', at: Date.now() };
    expect(await desk.take('c', order)).toMatchObject({ kind: 'contact_verified' });
    const [line] = (await state.auditLines()).slice(-1);
    expect(line).toMatchObject({ actor: 'sato', action: 'contact.verified', subject: ID });
    expect(line?.detail).toMatch(/; request no\. 12$/);
    expect(line?.detail).not.toContain('example.jp');
  });

  it('are verified by no code any more after five wrong ones, until another is sent', async () => {
    const { desk, store } = await startDesk({ contact: { verifiedOn: null } });
    const recipient = desk.recipient(ID);
    if (recipient === null) throw new Error('no member');
    const given = { action: 'notice-verified', recipient: ID, actor: 'sato', at: 0 } as const;
    const take = async (code: string, contact: number | null = 1) => {
      const outcome = await desk.take('x', { ...given, code, contact });
      return outcome.kind === 'notice_refused' ? outcome.text : outcome.kind;
    };
    await desk.sendCodesTo(recipient, 'a');
    const codeNow = async () => (await store.contacts())[0]?.code ?? 'none';
    const first = await codeNow();
    const wrong = first === '000000' ? '000001' : '000000';
    // Of tries that name no contact none is counted.
    for (let n = 0; n < 6; n += 1) expect(await take(wrong, null)).toBe(WRONG_CODE);
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => take(wrong)));
    expect(tries).toEqual([WRONG_CODE, WRONG_CODE, WRONG_CODE, WRONG_CODE, VOID_CODE]);
    expect([await take(first), await take(first, null)]).toEqual([VOID_CODE, WRONG_CODE]);
    expect(await store.contacts()).toMatchObject([{ codeMisses: 5, verifiedAt: null }]);
    await desk.sendCodesTo(recipient, 'b');
    expect(await take(await codeNow())).toBe('contact_verified');
    expect(await store.contacts()).toMatchObject([{ code: null, codeMisses: 0 }]);
  });

  it('are sent nothing any more that waits for them once they are taken out', async () => {
    const isWithdrawn = async (contacts: readonly Contact[], viewer: 'member' | 'council') => {
      const gas = { ...member('gas-0001', [target('gas-0001-home')]), contacts };
      const config = {
        ...councilOf([sector('gas', [gas])]),
        notify: { ...NO_NOTICES, council: [] },
      };
      const { source } = await sourceOver(config, NOTHING);
      const recipient = viewer === 'member' ? ID : 'council';
      const notice = { ...noticeOf('a'), matters: [], recipient, viewer };
      return source.isWithdrawn({ notice, contact: `${recipient}/mail:web@example.jp` });
    };
    const other = { ...MAIL, to: 'other@example.jp' };
    expect(await isWithdrawn([MAIL, other], 'member')).toBe(false);
    expect(await isWithdrawn([other], 'member')).toBe(true);
    expect(await isWithdrawn([], 'member')).toBe(true);
    // An office's contacts are the files', which are no withdrawal.
    expect(await isWithdrawn([], 'council')).toBe(false);
  });
});

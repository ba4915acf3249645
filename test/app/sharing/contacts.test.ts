import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberPageDto } from '../../../src/board/dto/member.ts';
import { CONSENTS } from '../../../src/core/config.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, MINUTE, samplesAt, sharingCouncil, VIEWERS } from './shared-council.ts';
import { CODE } from './shared-voices.ts';

const MEMBER = 'gas-own';
const SECRET = 'https://hooks.example.jp/secret';
const MAIL: Contact = {
  ...{ ...PLAIN_CONTACT, kind: 'mail', to: 'web@example.jp', verifiedOn: '2026-10-01' },
  ...{ role: 'Web', ceiling: 'TLP:AMBER' },
};
const HOOK: Contact = { ...PLAIN_CONTACT, kind: 'slack', to: SECRET, verifiedOn: '2026-10-02' };

const council = sharingCouncil(CONSENTS);
const config = {
  ...council,
  sectors: council.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) =>
      member.id === MEMBER ? { ...member, contacts: [MAIL, HOOK] } : member,
    ),
  })),
};
const first = {
  ...{ config, samples: samplesAt(config, AT - MINUTE), states: new Map(), incidents: [] },
  ...{ facts: new Map(), doubt: null },
};

let board: SharedBoard;
beforeEach(async () => {
  board = await openSharedBoard(new ManualClock(AT), first);
});

async function pageOf(viewer: Viewer = VIEWERS.member): Promise<MemberPageDto> {
  const { text } = await board.ask(viewer, `/api/members/${MEMBER}`);
  return (JSON.parse(text) as { data: MemberPageDto }).data;
}

const inForce = () =>
  board.live.config.sectors[0]?.members.find(({ id }) => id === MEMBER)?.contacts ?? [];

interface Set {
  readonly contacts: readonly object[];
  readonly viewer?: Viewer;
  readonly request?: string;
  readonly seen?: string;
}

/** `done`, or why it was not. */
async function set({ viewer = VIEWERS.member, ...order }: Set): Promise<string> {
  const { stamp } = (await pageOf(viewer)).contactList;
  const body = { member: MEMBER, seen: stamp, ...order };
  const { status, text } = await board.act(viewer, '/api/contacts', body);
  if (status === 200) return 'done';
  const said = JSON.parse(text) as { refusal?: string; text?: { en: string }; code: string };
  return said.refusal ?? said.text?.en ?? said.code;
}

/** Contacts of the files as they are. */
const AS_MAIL = { kind: 'mail', place: 0, to: null, role: 'Web' };
const AS_HOOK = { kind: 'slack', place: 1, to: null };
const NEW = { kind: 'mail', place: null, to: 'new@example.jp' };

describe('the contacts of a member, set on the board', () => {
  it('are in force at once, in the place of the files, whose they were before', async () => {
    expect((await pageOf()).contactList).toMatchObject({ set: null, unused: null });
    expect(await set({ contacts: [AS_MAIL, NEW] })).toBe('done');
    expect(inForce()).toEqual([MAIL, { ...PLAIN_CONTACT, kind: 'mail', to: 'new@example.jp' }]);
    const { contacts, contactList } = await pageOf();
    expect(contacts.map(({ to, isVerified }) => [to, isVerified])).toEqual([
      ['web@example.jp', true],
      ['new@example.jp', false],
    ]);
    const by = { version: 1, at: AT, by: 'member', actor: 'somebody of member', request: null };
    expect(contactList).toMatchObject({ set: by, unused: 2 });
    await board.become({ ...first, config: { ...config }, samples: [] });
    expect(inForce()).toHaveLength(2);
  });

  it('send what is new its verification alone, and a changed address is new', async () => {
    await set({ contacts: [AS_MAIL, { ...AS_HOOK, to: `${SECRET}-2` }, NEW] });
    expect(board.coded).toEqual([
      `member:${MEMBER}/slack:${SECRET}-2`,
      `member:${MEMBER}/mail:new@example.jp`,
    ]);
    expect(inForce().map(({ verifiedOn }) => verifiedOn)).toEqual(['2026-10-01', null, null]);
    expect(await set({ contacts: [{ ...AS_MAIL, role: 'Press' }] })).toBe('done');
    expect(board.coded).toHaveLength(2);
  });

  it('keep an address that is a password without showing it, and lose it with its kind', async () => {
    expect(await set({ contacts: [AS_HOOK] })).toBe('done');
    expect(inForce()).toEqual([HOOK]);
    for (const viewer of [VIEWERS.member, VIEWERS.secretariat, VIEWERS.operator]) {
      const { text } = await board.ask(viewer, `/api/members/${MEMBER}`);
      expect(text).not.toContain('hooks.example');
    }
    expect(await set({ contacts: [{ kind: 'teams', place: 0, to: null }] })).toBe(
      'Give the address.',
    );
    expect(inForce()).toEqual([HOOK]);
  });

  it('let nobody set by himself what is verified, or how much of others goes there', async () => {
    for (const more of [{ verifiedOn: '2026-11-01' }, { ceiling: 'TLP:AMBER' }]) {
      expect(await set({ contacts: [{ ...NEW, ...more }] })).toBe('invalid');
    }
    // The same address stays what it was, though it is entered anew.
    await set({ contacts: [{ kind: 'mail', place: null, to: ' web@example.jp ' }] });
    expect(inForce()).toEqual([{ ...MAIL, role: null }]);
  });

  it.each<readonly [string, readonly object[], string]>([
    ['no address', [{ ...NEW, to: ' ' }], 'Give the address.'],
    ['no place and no address', [{ ...NEW, to: null }], 'Give the address.'],
    [
      'an address of two lines',
      [{ ...NEW, to: 'a@b.example\nBcc: c@d.example' }],
      'Give the address.',
    ],
    ['no mail address', [{ ...NEW, to: 'web' }], 'The address has to be'],
    ['an internal address', [{ ...NEW, kind: 'webhook', to: 'http://10.0.0.1/' }], 'an https URL'],
    ['a role of two lines', [{ ...NEW, role: 'a\nb' }], 'Give the role'],
    ['a long role', [{ ...NEW, role: 'a'.repeat(101) }], 'Give the role'],
    ['the same twice', [NEW, NEW], 'stands there twice'],
    ['a place that is not there', [{ ...AS_MAIL, place: 2 }], 'contacts_changed'],
    [
      'too many',
      Array.from({ length: 21 }, (_, n) => ({ ...NEW, to: `${n}@a.example` })),
      'contacts_full',
    ],
    [
      'hours that never end',
      [
        {
          ...NEW,
          quietHours: { from: 5, to: 5, days: ['workday', 'weekend', 'holiday', 'year-end'] },
        },
      ],
      'The quiet hours',
    ],
    ['an unknown kind', [{ ...NEW, kind: 'fax' }], 'invalid'],
    [
      'a minute that no day has',
      [{ ...NEW, quietHours: { from: 1440, to: 0, days: ['holiday'] } }],
      'invalid',
    ],
    ['no days', [{ ...NEW, quietHours: { from: 0, to: 60, days: [] } }], 'invalid'],
    ['a wait that is none', [{ ...NEW, escalateAfterMs: -1 }], 'invalid'],
  ])('are left as they are by %s', async (_, contacts, why) => {
    expect(await set({ contacts })).toContain(why);
    expect(inForce()).toEqual([MAIL, HOOK]);
    expect(board.coded).toEqual([]);
    expect(await board.state.auditLines()).toEqual([]);
  });

  it('are not put over those that somebody else has set meanwhile', async () => {
    const { stamp } = (await pageOf()).contactList;
    await set({ contacts: [NEW], viewer: VIEWERS.operator, request: 'no. 12' });
    expect(await set({ contacts: [AS_MAIL], seen: stamp })).toBe('contacts_changed');
    expect(inForce().map(({ to }) => to)).toEqual(['new@example.jp']);
  });

  it('are set on behalf by the reference of a request, which the audit and the page have', async () => {
    const viewer = VIEWERS.secretariat;
    expect(await set({ contacts: [], viewer })).toBe('request_needed');
    expect(await set({ contacts: [], viewer, request: ' 電話 11/28 ' })).toBe('done');
    expect((await pageOf()).contactList.set).toMatchObject({
      by: 'secretariat',
      request: '電話 11/28',
    });
    const lines = (await board.lines()).filter(({ action }) => !action.endsWith('.viewed'));
    expect(lines).toMatchObject([
      {
        ...{
          at: AT,
          actor: 'somebody of secretariat',
          action: 'contacts.changed',
          subject: MEMBER,
        },
        detail: 'version 1: none; request 電話 11/28',
      },
    ]);
  });

  it('are verified by the code that was sent, and by no other', async () => {
    const verify = async (code: string, more: object = {}) => {
      const seen = (await pageOf()).contactList.stamp;
      const body = { member: MEMBER, seen, place: 1, code, ...more };
      const { status, text } = await board.act(VIEWERS.member, '/api/contacts/verify', body);
      if (status === 200) return 'done';
      const said = JSON.parse(text) as { refusal?: string; code: string };
      return said.refusal ?? said.code;
    };
    expect([await verify('000000'), await verify(CODE)]).toEqual(['code_wrong', 'done']);
    for (const more of [{ place: 2 }, { seen: 'another' }]) {
      expect(await verify(CODE, more)).toBe('contacts_changed');
    }
    for (const more of [{ place: -1 }, { place: null }, { seen: 7 }]) {
      expect(await verify(CODE, more)).toBe('invalid');
    }
  });

  it('send an address that was removed no other code within the hour', async () => {
    expect(await set({ contacts: [AS_MAIL, NEW] })).toBe('done');
    expect(await set({ contacts: [AS_MAIL] })).toBe('done');
    expect(await set({ contacts: [AS_MAIL, NEW] })).toBe('code_recent');
    expect(board.coded).toHaveLength(1);
    expect(inForce()).toHaveLength(1);
  });

  it('are set and verified at a pace at which no code is found by trying', async () => {
    const tries: number[] = [];
    const { stamp } = (await pageOf()).contactList;
    for (let n = 0; n < 6; n += 1) {
      const body = { member: MEMBER, seen: stamp, place: 0, code: `${n}` };
      tries.push((await board.actBy(VIEWERS.member, '/api/contacts/verify', body)).status);
    }
    expect(tries).toEqual([422, 422, 422, 422, 422, 429]);
    const sets: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const body = { member: MEMBER, seen: stamp, contacts: [AS_MAIL, AS_HOOK] };
      sets.push((await board.actBy(VIEWERS.member, '/api/contacts', body)).status);
    }
    expect([sets.indexOf(429), sets.length]).toEqual([10, 11]);
  });
});

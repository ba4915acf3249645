import { beforeEach, describe, expect, it } from 'vitest';
import { CONSENTS, type Consent } from '../../../src/core/config.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedAnswer, type SharedBoard } from './shared-board.ts';
import {
  AT,
  MINUTE,
  PLACES,
  type Place,
  samplesAt,
  sharingCouncil,
  siteId,
  VIEWERS,
} from './shared-council.ts';
import { CODE } from './shared-voices.ts';

type Who = keyof typeof VIEWERS;

/** What comes of an act: done, done only with the reference of a request, refused, or of nothing he knows. */
type Comes = 'done' | 'by_request' | 'denied' | 'unknown';
type Row = Readonly<Record<Consent, Comes>>;

const UNKNOWN: Row = { own: 'unknown', counted: 'unknown', sector: 'unknown', named: 'unknown' };
const ALL_DONE: Row = { own: 'done', counted: 'done', sector: 'done', named: 'done' };
const NAMED_DENIED: Row = { ...UNKNOWN, named: 'denied' };
const BY_REQUEST: Row = {
  own: 'by_request',
  counted: 'by_request',
  sector: 'by_request',
  named: 'by_request',
};

/** CONTRACTS §6, the row of consent, written out by hand: who acts on whose site. */
const OF_THE_MEMBER: Readonly<Record<Who, Readonly<Record<Place, Row>>>> = {
  member: { own: ALL_DONE, near: { ...NAMED_DENIED, sector: 'denied' }, far: NAMED_DENIED },
  secretariat: {
    own: { ...BY_REQUEST, own: 'unknown' },
    near: { ...BY_REQUEST, own: 'unknown' },
    far: NAMED_DENIED,
  },
  council: { own: NAMED_DENIED, near: NAMED_DENIED, far: NAMED_DENIED },
  observer: { own: UNKNOWN, near: UNKNOWN, far: UNKNOWN },
  operator: { own: BY_REQUEST, near: BY_REQUEST, far: BY_REQUEST },
};

const DENIED: Row = { own: 'denied', counted: 'denied', sector: 'denied', named: 'denied' };

/** The same row by the member alone: that of the viewers has sites of every consent, each other one site. */
const OF_ITS_MEMBER: typeof OF_THE_MEMBER = {
  ...OF_THE_MEMBER,
  secretariat: { ...OF_THE_MEMBER.secretariat, own: BY_REQUEST },
  council: { ...OF_THE_MEMBER.council, own: DENIED },
};

const NOBODYS = { own: DENIED, near: DENIED, far: DENIED };

/** The row of corrections: the operator's alone, whatever it is about. */
const OF_THE_OPERATOR: Readonly<Record<Who, Readonly<Record<Place, Row>>>> = {
  ...{ member: NOBODYS, secretariat: NOBODYS, council: NOBODYS, observer: NOBODYS },
  operator: { own: ALL_DONE, near: ALL_DONE, far: ALL_DONE },
};

interface Asked {
  readonly who: Who;
  readonly site: string;
  readonly request: string | null;
}

interface Act {
  readonly table: Readonly<Record<Who, Readonly<Record<Place, Row>>>>;
  /** What is said of what he may not know of. */
  readonly unknown: string;
  readonly act: (board: SharedBoard, asked: Asked) => Promise<SharedAnswer>;
}

const SAID = { kind: 'measurement_error', text: '計測用の経路だけの遮断', until: AT + MINUTE };

/** Every act on the board that concerns a member; a new one without a line here fails. */
const ACTS: Readonly<Record<string, Act>> = {
  '/api/consent': {
    ...{ table: OF_THE_MEMBER, unknown: 'site_unknown' },
    act: (board, { who, site, request }) =>
      board.act(VIEWERS[who], '/api/consent', { target: site, secretariatSees: 'detail', request }),
  },
  '/api/contacts': {
    ...{ table: OF_ITS_MEMBER, unknown: 'member_unknown' },
    async act(board, { who, site, request }) {
      const member = memberOf(site);
      const order = { member, seen: await stampOf(board, member), contacts: [], request };
      return await board.act(VIEWERS[who], '/api/contacts', order);
    },
  },
  '/api/contacts/verify': {
    ...{ table: OF_ITS_MEMBER, unknown: 'member_unknown' },
    async act(board, { who, site, request }) {
      const member = memberOf(site);
      const seen = await withContact(board, member);
      const order = { member, seen, place: 0, code: CODE, request };
      return await board.act(VIEWERS[who], '/api/contacts/verify', order);
    },
  },
  '/api/maintenance': {
    ...{ table: OF_ITS_MEMBER, unknown: 'member_unknown' },
    act: (board, { who, site, request }) =>
      board.act(VIEWERS[who], '/api/maintenance', { ...WORK, member: memberOf(site), request }),
  },
  '/api/maintenance/end': {
    ...{ table: OF_ITS_MEMBER, unknown: 'work_unknown' },
    async act(board, { who, site, request }) {
      const id = await plannedOn(board, site);
      return await board.act(VIEWERS[who], '/api/maintenance/end', { id, request });
    },
  },
  '/api/statements': {
    ...{ table: OF_THE_MEMBER, unknown: 'site_unknown' },
    act: (board, { who, site, request }) =>
      board.act(VIEWERS[who], '/api/statements', { target: site, ...SAID, request }),
  },
  '/api/statements/end': {
    ...{ table: OF_THE_MEMBER, unknown: 'statement_unknown' },
    async act(board, { who, site, request }) {
      const id = await saidOn(board, site);
      return await board.act(VIEWERS[who], '/api/statements/end', { id, request });
    },
  },
  '/api/tasks/answer': {
    ...{ table: OF_THE_OPERATOR, unknown: 'act_denied' },
    async act(board, { who, site }) {
      const answer = { id: await saidOn(board, site), isAgreed: true, text: '確認しました' };
      return await board.act(VIEWERS[who], '/api/tasks/answer', answer);
    },
  },
};

async function stampOf(board: SharedBoard, member: string): Promise<string> {
  const { text } = await board.ask(VIEWERS.operator, `/api/members/${member}`);
  const [, seen = ''] = /"stamp":"(\w+)"/.exec(text) ?? [];
  return seen;
}

/** Has a member reached by one contact that is not verified; the stamp of its list. */
async function withContact(board: SharedBoard, member: string): Promise<string> {
  const contacts = [{ kind: 'mail', place: null, to: 'web@example.jp' }];
  const order = { member, seen: await stampOf(board, member), contacts, request: '受付 11' };
  await board.act(VIEWERS.operator, '/api/contacts', order);
  return await stampOf(board, member);
}

const WORK = { title: '配線の切り替え', from: '2026-11-22T04:00', to: '2026-11-22T05:00' };

/** Some work that the member of a site plans; its id. */
async function plannedOn(board: SharedBoard, site: string): Promise<string> {
  const owner = ownerOf(site);
  if (owner === null) return 'no-such-work';
  const { member } = owner;
  await board.act(owner, '/api/maintenance', { ...WORK, member });
  const { text } = await board.ask(owner, `/api/members/${member}`);
  const { data } = JSON.parse(text) as { data: { maintenance: { id: string | null }[] } };
  return data.maintenance.at(-1)?.id ?? '';
}

function memberOf(site: string): string {
  return ownerOf(site)?.member ?? 'no-such-member';
}

interface Said {
  readonly id: string;
  readonly endedAt: number | null;
  readonly answer: object | null;
}

/** Something that the member of a site says of it; its id. */
async function saidOn(board: SharedBoard, site: string): Promise<string> {
  const owner = ownerOf(site);
  if (owner === null) return 'no-such-statement';
  await board.act(owner, '/api/statements', { target: site, ...SAID });
  const { text } = await board.ask(owner, `/api/members/${owner.member}`);
  const { data } = JSON.parse(text) as {
    data: { sites: { target: string; statements: Said[] }[] };
  };
  const its = data.sites.find(({ target }) => target === site)?.statements ?? [];
  // The newest first; what was taken back or answered is no matter.
  return its.find(({ endedAt, answer }) => endedAt === null && answer === null)?.id ?? '';
}

function ownerOf(site: string) {
  for (const { id: sector, members } of config.sectors) {
    const member = members.find(({ targets }) => targets.some(({ id }) => id === site));
    if (member !== undefined) return { kind: 'member', member: member.id, sector } as const;
  }
  return null;
}

const config = sharingCouncil(CONSENTS);
const WHO = Object.keys(VIEWERS) as Who[];
const SITES = PLACES.flatMap((place) =>
  CONSENTS.map((consent) => ({ place, consent, site: siteId(place, consent) })),
);

let board: SharedBoard;
beforeEach(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...{ config, samples: samplesAt(config, AT - MINUTE), states: new Map(), incidents: [] },
    ...{ facts: new Map(), doubt: null },
  });
});

function cameOf({ status, text }: SharedAnswer): string {
  if (status === 200) return 'done';
  const { refusal } = JSON.parse(text) as { readonly refusal?: string };
  return refusal ?? `${status}`;
}

describe('the action table on the board', () => {
  it('has a line for every act that there is, and no other', () => {
    const acts = board.routes
      .filter(({ method, path }) => method === 'POST' && !path.startsWith('/api/acts/'))
      .map(({ path }) => path);
    expect([...new Set(acts)].sort()).toEqual(Object.keys(ACTS).sort());
  });

  it.each(WHO.flatMap((who) => Object.entries(ACTS).map(([path, act]) => ({ who, path, ...act }))))(
    'lets $who do $path where it is his to do, and tells of nothing that he may not know',
    async ({ who, table, unknown, act }) => {
      for (const { place, consent, site } of SITES) {
        const comes = table[who][place][consent];
        const plain = await act(board, { who, site, request: null });
        const asked = await act(board, { who, site, request: '受付 12' });
        const where = `${who} ${site}`;
        if (comes === 'by_request') {
          expect([cameOf(plain), cameOf(asked)], where).toEqual(['request_needed', 'done']);
          continue;
        }
        const refused = comes === 'denied' ? 'act_denied' : unknown;
        const expected = comes === 'done' ? 'done' : refused;
        expect([cameOf(plain), cameOf(asked)], where).toEqual([expected, expected]);
        if (comes !== 'unknown') continue;
        const nothing = await act(board, { who, site: 'no-such-site', request: null });
        expect(plain.text, where).toBe(nothing.text);
      }
    },
  );

  it('writes who did it, and at whose request, into the audit', async () => {
    const choice = { target: 'near-named', consent: 'own', request: '電話 11/28' };
    await board.act(VIEWERS.secretariat, '/api/consent', choice);
    await board.act(VIEWERS.member, '/api/consent', { target: 'own-counted', consent: 'named' });
    await board.act(VIEWERS.member, '/api/consent', { target: 'own-counted', consent: 'named' });
    expect(await board.state.auditLines()).toMatchObject([
      {
        ...{ at: AT, actor: 'somebody of secretariat', action: 'consent.changed' },
        subject: 'near-named',
        detail: 'version 2: own, detail; before: named, detail; request 電話 11/28',
      },
      {
        ...{ at: AT, actor: 'somebody of member', action: 'consent.changed' },
        subject: 'own-counted',
        detail: 'version 2: named, detail; before: counted, detail',
      },
    ]);
  });
});

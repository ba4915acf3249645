import { beforeEach, describe, expect, it } from 'vitest';
import type { WaitingDto } from '../../../src/board/dto/acts.ts';
import { CONSENTS, type Config } from '../../../src/core/config.ts';
import { member, target } from '../../config/council-of.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { openSharedBoard, type SharedBoard } from './shared-board.ts';
import { AT, sharingCouncil, VIEWERS } from './shared-council.ts';

const council = sharingCouncil(CONSENTS);
const URL = 'https://new.example.jp/';
const ASKED = { member: 'near-of-named', url: URL, reason: '課長 佐藤、11/28' };

/** The council, in whose first sector a member has these sites besides. */
function councilWith(id: string, urls: readonly string[]): Config {
  const sites = urls.map((url, n) => target(`${id}-new-${n}`, { url }));
  const sectors = council.sectors.map((sector, n) => {
    if (n > 0) return sector;
    const known = sector.members.map((each) =>
      each.id === id ? { ...each, targets: [...each.targets, ...sites] } : each,
    );
    const isKnown = sector.members.some((each) => each.id === id);
    return { ...sector, members: isKnown ? known : [...known, member(id, sites)] };
  });
  return { ...council, sectors };
}

const nothing = { states: new Map(), incidents: [], facts: new Map(), samples: [], doubt: null };
let board: SharedBoard;
beforeEach(async () => {
  board = await openSharedBoard(new ManualClock(AT), {
    ...nothing,
    config: councilWith('gas-none', []),
  });
});

async function propose(more: object = {}): Promise<string> {
  const body = { ...ASKED, ...more };
  const { status, text } = await board.act(VIEWERS.secretariat, '/api/acts/enrol/propose', body);
  return status === 200 ? 'done' : `${status} ${text}`;
}

async function waiting(): Promise<WaitingDto['proposals']> {
  const { text } = await board.ask(VIEWERS.operator, '/api/waiting');
  return (JSON.parse(text) as { data: WaitingDto }).data.proposals;
}

describe('a site that a secretariat proposes', () => {
  it('waits for the operator with its URL, its member and who agreed', async () => {
    expect(await propose({ url: ' https://New.example.jp ' })).toBe('done');
    expect(await waiting()).toMatchObject([
      {
        ...{ kind: 'enrol', subject: 'near-of-named', url: URL, reason: '課長 佐藤、11/28' },
        ...{ name: { en: '“near-of-named”' }, at: AT, by: 'somebody of secretariat' },
      },
    ]);
    const told = (await board.lines()).filter(({ action }) => action !== 'list.viewed');
    expect(told.at(-1)).toMatchObject({
      ...{ action: 'enrol.proposed', subject: 'near-of-named', detail: `${URL} 課長 佐藤、11/28` },
    });
    expect(await propose()).toContain('waits for the operator');
    expect(await propose({ url: `${URL}shop` })).toBe('done');
    expect((await board.ask(VIEWERS.secretariat, '/api/waiting')).status).toBe(404);
  });

  it('is done with when the member has it, or the operator declines it', async () => {
    await propose();
    await propose({ url: `${URL}shop` });
    await board.become({ ...nothing, config: councilWith('near-of-named', [URL]) });
    const [left, ...more] = await waiting();
    expect([left?.url, more]).toEqual([`${URL}shop`, []]);
    const body = { id: left?.id, reason: 'not ours' };
    const declined = await board.act(VIEWERS.operator, '/api/acts/proposal/decline', body);
    expect([declined.status, await waiting()]).toEqual([200, []]);
    expect(await propose()).toContain('measured already');
  });

  it.each<readonly [string, object, string]>([
    ['no URL', { url: 'new.example.jp' }, '422'],
    ['a URL of another kind', { url: 'ftp://new.example.jp/' }, '422'],
    ['a URL with a password', { url: 'https://a:b@new.example.jp/' }, '422'],
    ['a URL that is measured', { url: 'https://near-named.example/' }, '422'],
    ['no reason', { reason: '' }, '400'],
    ['a reason of two lines', { reason: 'a\nb' }, '400'],
    ['a member of another sector', { member: 'far-of-named' }, '404'],
    ['nobody', { member: 'nobody' }, '404'],
    ['a member that shows itself to nobody', { member: 'near-of-own' }, '404'],
  ])('is none with %s', async (_, more, status) => {
    expect(await propose(more)).toMatch(new RegExp(`^${status} `));
    expect(await waiting()).toEqual([]);
  });

  it('may be the first of a member', async () => {
    expect(await propose({ member: 'gas-none' })).toBe('done');
    expect(await waiting()).toMatchObject([{ name: { en: 'gas-none' } }]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import { councilOf } from '../council-fixture.ts';
import {
  Browser,
  type EnteredBoard,
  enter,
  type Owner,
  startEnteredBoard,
} from './entered-board.ts';

let entered: EnteredBoard;
let office: Owner;
beforeEach(async () => {
  entered = await startEnteredBoard(councilOf({ sectors: 2, sitesPerSector: 2 }));
  const sato = await enter(entered, new Browser(entered.board.url), {
    ...{ name: 'sato', office: { kind: 'operator' } },
  });
  office = await enter(entered, sato.browser, {
    ...{ name: 'office', office: { kind: 'secretariat', sector: 'banking' } },
  });
});
afterEach(() => entered.board.close());

describe('a secretariat', () => {
  const refusalOf = async (by: Browser, draft: object) =>
    (await by.act('/api/accounts', { ...draft, password: PASSWORD })).body['refusal'] ?? null;

  it('administers the accounts of its members, and no others', async () => {
    const { browser } = office;
    const { data } = JSON.parse((await browser.get('/api/accounts')).text);
    expect(data).toMatchObject({ accounts: [], kinds: ['member'], member: null, sectors: [] });
    const abe = { name: 'abe', office: { kind: 'member', member: 'banking-0002' } };
    const member = await enter(entered, browser, abe);
    expect(await member.browser.state()).toMatchObject({ name: 'abe' });
    const foreign = { name: 'ito', office: { kind: 'member', member: 'securities-0001' } };
    expect(await refusalOf(browser, foreign)).toBe('not_allowed');
    const own = { name: 'ito', office: { kind: 'secretariat', sector: 'banking' } };
    expect(await refusalOf(browser, own)).toBe('not_allowed');
    const operator = { name: 'ito', office: { kind: 'operator' } };
    expect(await refusalOf(browser, operator)).toBe('not_allowed');
    const { data: after } = JSON.parse((await browser.get('/api/accounts')).text);
    expect(after.accounts).toMatchObject([{ name: 'abe', state: 'active', invitedBy: 'office' }]);
    const { id } = after.accounts[0];
    const order = { id, password: PASSWORD };
    expect((await browser.act('/api/accounts/reset', order)).body['path']).toMatch(
      /^\/invitation#/,
    );
    expect(await member.browser.state()).toEqual({ state: 'closed', issuer: null });
    expect((await browser.act('/api/accounts/end', order)).status).toBe(200);
  });
});

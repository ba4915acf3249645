import { describe, expect, it } from 'vitest';
import { startRecordingProxy } from '../../support/recording-proxy.ts';
import { Browser, login } from './entered-board.ts';
import {
  begin,
  comeIn,
  finish,
  MEMBER_ID,
  SECTOR_ID,
  SUZUKI,
  startOpenIdBoard,
} from './openid-board.ts';

describe('a login at the issuer', () => {
  it('opens a session of whose the claims say somebody is', async () => {
    const board = await startOpenIdBoard();
    const { browser, answer } = await comeIn(board, SUZUKI);
    expect(answer.status).toBe(200);
    expect(await browser.state()).toMatchObject({
      ...{ state: 'in', name: 'openid:suzuki', viewer: { kind: 'operator' } },
    });
    expect((await browser.get('/api/overview')).status).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
    const lines = (await board.audited()).slice(-2);
    expect(lines[0]).toBe('openid:suzuki | account.introduced | openid:suzuki, operator');
    expect(lines[1]).toMatch(
      /^openid:suzuki \| account\.logged_in \| by 127\.0\.0\.1:\d+, from 127\.0\.0\.1$/,
    );
  });

  it('is of the same account each time, and of the member whose id the claim is', async () => {
    const board = await startOpenIdBoard();
    const person = { ...SUZUKI, claims: { member: MEMBER_ID } };
    await comeIn(board, person);
    const { browser } = await comeIn(board, person);
    expect(await browser.state()).toMatchObject({
      viewer: { kind: 'member', member: MEMBER_ID, sector: SECTOR_ID },
    });
    const own = JSON.parse((await browser.get('/api/account')).text);
    expect(own.data).toMatchObject({ name: 'openid:u-17', issuer: board.issuer.url });
    expect(own.data.sessions).toHaveLength(2);
  });

  it('lasts as long as configured, however much it is used', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    for (let minutes = 0; minutes < 120; minutes += 30) {
      expect(await browser.state()).toMatchObject({ state: 'in' });
      board.clock.step(30 * 60_000);
    }
    expect(await browser.state()).toMatchObject({ state: 'closed' });
  });

  it('moves the account where the claims say another, and ends what was open by it', async () => {
    const board = await startOpenIdBoard();
    const { browser: before } = await comeIn(board, SUZUKI);
    const claims = { ...SUZUKI.claims, groups: ['board-council'] };
    const { browser: after } = await comeIn(board, { ...SUZUKI, claims });
    expect(await after.state()).toMatchObject({ state: 'in', viewer: { kind: 'council' } });
    expect(await before.state()).toMatchObject({ state: 'closed' });
    expect((await board.audited()).at(-2)).toBe(
      'openid:suzuki | account.moved | openid:suzuki, council',
    );
  });

  it('tells two people of one name apart', async () => {
    const board = await startOpenIdBoard();
    await comeIn(board, SUZUKI);
    const { browser } = await comeIn(board, { ...SUZUKI, subject: 'u-18' });
    expect((await browser.state()) as object).toMatchObject({
      name: expect.stringMatching(/^openid:suzuki-[0-9a-f]{6}$/) as string,
    });
  });

  it('makes nothing that lasts longer than itself, and nobody an account', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    const password = 'whatever it is';
    const acts = [
      ['/api/account/tokens', { name: 'x', scope: 'read', days: 7, password }],
      ['/api/account/walls', { name: 'x', range: '127.0.0.1', days: 7, password }],
      ['/api/account/password', { current: password, password: 'another one, long enough' }],
      ['/api/accounts', { name: 'friend', office: { kind: 'operator' }, password }],
    ] as const;
    for (const [path, body] of acts) {
      const answer = await browser.act(path, body);
      expect(answer.body, path).toMatchObject({ refusal: 'issued_account' });
    }
  });

  it('ends for good with the account, on the board', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    const actor = { viewer: { kind: 'operator' }, name: 'operator', account: null } as const;
    const suzuki = board.desk.entrance.accounts(actor).find(({ name }) => name !== 'sato');
    expect(suzuki).toMatchObject({ state: 'active', issuer: board.issuer.url });
    expect(await board.desk.entrance.reset(actor, suzuki?.id ?? '')).toMatchObject({
      refusal: 'issued_account',
    });
    await board.desk.entrance.end(actor, suzuki?.id ?? '');
    expect(await browser.state()).toMatchObject({ state: 'closed' });
    const { answer } = await comeIn(board, SUZUKI);
    expect(answer.body).toMatchObject({ refusal: 'openid_ended' });
  });

  it('ends when the issuer says that it ended there', async () => {
    const board = await startOpenIdBoard();
    let session = '';
    board.issuer.tamper = (claims) => {
      session = String(claims['sid']);
      return claims;
    };
    const { browser } = await comeIn(board, SUZUKI);
    const { browser: other } = await comeIn(board, { ...SUZUKI, subject: 'u-18' });
    await board.issuer.logOut('u-18', session);
    expect(await other.state()).toMatchObject({ state: 'closed' });
    expect(await browser.state()).toMatchObject({ state: 'in' });
    expect((await board.audited()).at(-1)).toMatch(/\| account\.logged_out \| 1 at the issuer$/);
  });

  it('goes through the proxy of the house', async () => {
    const proxy = await startRecordingProxy();
    try {
      const board = await startOpenIdBoard({ environment: { HTTP_PROXY: proxy.url } });
      expect((await comeIn(board, SUZUKI)).answer.status).toBe(200);
      const asked = proxy.seen.map((line) => line.replace(board.issuer.url, ''));
      expect(asked).toEqual(['GET /.well-known/openid-configuration', 'POST /token', 'GET /jwks']);
    } finally {
      await proxy.close();
    }
  });
});

describe('where the issuer does not answer', () => {
  it('says so, and local accounts come in as always', async () => {
    const board = await startOpenIdBoard();
    await board.issuer.close();
    const { answer } = await begin(board);
    expect(answer.body).toMatchObject({ refusal: 'openid_unreachable' });
    expect(board.log.entries.at(-1)).toMatchObject({ level: 'warn', event: 'openid.login_failed' });
    const browser = await login(board, board.sato);
    expect(await browser.state()).toMatchObject({ state: 'in', name: 'sato' });
  });

  it('says so too where it went away meanwhile', async () => {
    const board = await startOpenIdBoard();
    const { browser, location } = await begin(board);
    const callback = await board.issuer.visit(location);
    await board.issuer.close();
    expect((await finish(browser, callback)).body).toMatchObject({ refusal: 'openid_unreachable' });
  });

  it('keeps those in who are in, until their login ends', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    await board.issuer.close();
    expect(await browser.state()).toMatchObject({ state: 'in' });
  });
});

it('a board without an issuer answers that it has none', async () => {
  const board = await startOpenIdBoard();
  const { entrance } = board.desk;
  expect(entrance.openId?.name).toEqual(board.config.openid?.name);
  const state = await new Browser(board.board.url).state();
  expect(state).toEqual({ state: 'closed', issuer: board.config.openid?.name });
});

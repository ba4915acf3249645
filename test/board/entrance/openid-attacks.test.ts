import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { ask } from '../http-client.ts';
import {
  begin,
  comeIn,
  finish,
  type OpenIdBoard,
  SUZUKI,
  startOpenIdBoard,
} from './openid-board.ts';

describe('a login at the issuer is refused', () => {
  it('with the state of another', async () => {
    const board = await startOpenIdBoard();
    board.issuer.person = SUZUKI;
    const { browser, location } = await begin(board);
    const callback = new URL(await board.issuer.visit(location));
    callback.searchParams.set('state', 'of-another');
    expect((await finish(browser, callback.href)).body).toMatchObject({ refusal: 'openid_failed' });
  });

  it('in a browser that did not begin it, whatever that one began itself', async () => {
    const board = await startOpenIdBoard();
    board.issuer.person = SUZUKI;
    const attacker = await begin(board);
    const callback = await board.issuer.visit(attacker.location);
    const victim = await begin(board);
    expect((await finish(victim.browser, callback)).body).toMatchObject({
      refusal: 'openid_failed',
    });
    victim.browser.cookie = null;
    expect((await finish(victim.browser, callback)).body).toMatchObject({
      refusal: 'openid_failed',
    });
  });

  it('the second time, by the board and by the issuer', async () => {
    const board = await startOpenIdBoard();
    board.issuer.person = SUZUKI;
    const { browser, location } = await begin(board);
    const begun = browser.cookie;
    const callback = await board.issuer.visit(location);
    expect((await finish(browser, callback)).status).toBe(200);
    browser.cookie = begun;
    expect((await finish(browser, callback)).body).toMatchObject({ refusal: 'openid_failed' });
    const again = await begin(board);
    const state = new URL(again.location).searchParams.get('state') ?? '';
    const replayed = new URL(callback);
    replayed.searchParams.set('state', state);
    expect((await finish(again.browser, replayed.href)).body).toMatchObject({
      refusal: 'openid_failed',
    });
    expect(board.log.entries.at(-1)?.fields).toMatchObject({ refusal: 'openid_failed' });
  });

  it('after a quarter of an hour', async () => {
    const board = await startOpenIdBoard();
    board.issuer.person = SUZUKI;
    const { browser, location } = await begin(board);
    const callback = await board.issuer.visit(location);
    board.clock.step(15 * 60_000);
    expect((await finish(browser, callback)).body).toMatchObject({ refusal: 'openid_failed' });
  });

  it.each<[string, (claims: JWTPayload) => JWTPayload]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'of-another-login' })],
    ['no nonce', ({ nonce: _, ...claims }) => claims],
    ['another audience', (claims) => ({ ...claims, aud: 'another-board' })],
    [
      'two audiences, for another',
      (claims) => ({
        ...claims,
        aud: ['yamabiko', 'another-board'],
        azp: 'another-board',
      }),
    ],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://issuer.example' })],
    ['an end that is past', (claims) => ({ ...claims, exp: 1_700_000_000 })],
    ['no subject', ({ sub: _, ...claims }) => claims],
  ])('with an ID token of %s, signed by the issuer', async (_, tamper) => {
    const board = await startOpenIdBoard();
    board.issuer.tamper = tamper;
    const { browser, answer } = await comeIn(board, SUZUKI);
    expect(answer.body).toMatchObject({ refusal: 'openid_failed' });
    expect(await browser.state()).toMatchObject({ state: 'closed' });
    expect((await board.audited()).filter((line) => line.includes('openid'))).toEqual([]);
  });

  it('with an ID token that the issuer did not sign', async () => {
    const board = await startOpenIdBoard();
    board.issuer.tamper = (claims) => board.issuer.sign(claims, 'stranger');
    expect((await comeIn(board, SUZUKI)).answer.body).toMatchObject({ refusal: 'openid_failed' });
    board.issuer.tamper = async (claims) => unsigned(claims);
    expect((await comeIn(board, SUZUKI)).answer.body).toMatchObject({ refusal: 'openid_failed' });
  });

  it('where the issuer says that it was not let through', async () => {
    const board = await startOpenIdBoard();
    const { browser, location } = await begin(board);
    const state = new URL(location).searchParams.get('state');
    const iss = encodeURIComponent(board.issuer.url);
    const query = `error=access_denied&state=${state}&iss=${iss}`;
    const answer = await finish(browser, `${board.board.url}/openid?${query}`);
    expect(answer.body).toMatchObject({ refusal: 'openid_denied' });
  });
});

describe('whom the issuer knows is not let in', () => {
  it.each<[string, Partial<typeof SUZUKI>, string]>([
    ['without an acr', { acr: undefined }, 'openid_second_factor'],
    ['with the acr of a password', { acr: 'urn:example:password' }, 'openid_second_factor'],
    [
      'with an amr where an acr is wanted',
      { acr: undefined, amr: ['otp'] },
      'openid_second_factor',
    ],
    ['with a role that is not mapped', { claims: { groups: ['admins'] } }, 'openid_no_office'],
    ['without any', { claims: {} }, 'openid_no_office'],
    ['for a member that is not there', { claims: { member: 'nobody' } }, 'openid_no_office'],
    [
      'with two roles',
      { claims: { groups: ['board-operators', 'board-council'] } },
      'openid_several_offices',
    ],
  ])('%s', async (_, differs, refusal) => {
    const board = await startOpenIdBoard();
    const { browser, answer } = await comeIn(board, { ...SUZUKI, ...differs });
    expect(answer.body).toMatchObject({ refusal });
    expect(await browser.state()).toMatchObject({ state: 'closed' });
    expect((await board.audited()).at(-1)).toMatch(
      new RegExp(`^service \\| openid\\.refused \\| u-17 of .*: ${refusal}, from 127\\.0\\.0\\.1$`),
    );
  });

  it('by a password, under the name that he has here', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    const body = { name: 'openid:suzuki', password: '' };
    expect((await browser.act('/api/entrance/login', body)).body).toMatchObject({
      refusal: 'not_admitted',
    });
  });

  it('and finishes nothing for a page of another site', async () => {
    const board = await startOpenIdBoard();
    board.issuer.person = SUZUKI;
    const { browser, location } = await begin(board);
    const query = new URL(await board.issuer.visit(location)).search;
    const origin = { origin: 'https://elsewhere.example' };
    const path = '/api/entrance/openid/finish';
    expect((await browser.act(path, { query }, origin)).status).toBe(403);
  });
});

describe('a logout that somebody else tells of ends nothing', () => {
  const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const told = async ({ board }: Pick<OpenIdBoard, 'board'>, token: string) =>
    await ask(`${board.url}/api/entrance/openid/logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
    });
  const logout = (board: OpenIdBoard, differs: Readonly<Record<string, unknown>> = {}) => ({
    ...{ iss: board.issuer.url, aud: 'yamabiko', sub: 'u-17', jti: 'one', events: EVENTS },
    iat: Math.floor(Date.now() / 1000),
    ...differs,
  });

  const lastRefusal = ({ log }: OpenIdBoard) =>
    log.entries.filter(({ event }) => event === 'openid.logout_refused').at(-1);

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['for another board', { aud: 'another' }, '"aud"'],
    ['of another issuer', { iss: 'https://issuer.example' }, '"iss"'],
    ['that is old', { iat: 1_700_000_000 }, '"iat"'],
    ['without an id', { jti: undefined }, '"jti"'],
    ['that says of whom not', { sub: undefined }, 'of whom'],
    ['that is an ID token', { nonce: 'n' }, 'no logout'],
    ['of another event', { events: { other: {} } }, 'no logout'],
  ])('%s', async (_, differs, why) => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    const token = await board.issuer.sign(logout(board, differs));
    expect((await told(board, token)).status).toBe(400);
    expect(await browser.state()).toMatchObject({ state: 'in' });
    expect(lastRefusal(board)).toMatchObject({
      level: 'warn',
      fields: { issuer: board.issuer.url, error: expect.stringContaining(why) },
    });
    // What was refused may still be good elsewhere.
    const logged = JSON.stringify(board.log.entries);
    for (const part of token.split('.')) expect(logged).not.toContain(part);
  });

  it('that the issuer did not sign, or that was taken before', async () => {
    const board = await startOpenIdBoard();
    const { browser } = await comeIn(board, SUZUKI);
    expect((await told(board, await board.issuer.sign(logout(board), 'stranger'))).status).toBe(
      400,
    );
    expect(lastRefusal(board)?.fields).toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
    expect((await told(board, unsigned(logout(board)))).status).toBe(400);
    expect(await browser.state()).toMatchObject({ state: 'in' });
    const token = await board.issuer.sign(logout(board));
    expect((await told(board, token)).status).toBe(200);
    expect(await browser.state()).toMatchObject({ state: 'closed' });
    const again = await comeIn(board, SUZUKI);
    expect((await told(board, token)).status).toBe(400);
    expect(lastRefusal(board)?.fields).toMatchObject({ error: 'it was taken before' });
    expect(await again.browser.state()).toMatchObject({ state: 'in' });
  });
});

function unsigned(claims: JWTPayload): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

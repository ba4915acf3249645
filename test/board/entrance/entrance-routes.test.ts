import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { councilOf } from '../council-fixture.ts';
import { ask, readEvents } from '../http-client.ts';
import {
  Browser,
  type EnteredBoard,
  enter,
  login,
  type Owner,
  startEnteredBoard,
} from './entered-board.ts';

const OPERATOR = { name: 'sato', office: { kind: 'operator' } };
const MEMBER = { name: 'abe', office: { kind: 'member', member: 'banking-0001' } };

let entered: EnteredBoard;
let url: string;
beforeEach(async () => {
  entered = await startEnteredBoard(councilOf({ sectors: 2, sitesPerSector: 2 }));
  url = entered.board.url;
});
afterEach(() => entered.board.close());

describe('a board before the first account', () => {
  it('is the operator’s who is at the machine, who invites himself first', async () => {
    const browser = new Browser(url);
    expect(await browser.state()).toEqual({ state: 'open' });
    expect((await browser.get('/api/overview')).status).toBe(200);
    expect(JSON.parse((await browser.get('/api/accounts')).text)).toMatchObject({
      ...{ marking: 'TLP:AMBER+STRICT' },
      data: { accounts: [], kinds: ['member', 'secretariat', 'council', 'observer', 'operator'] },
    });
    const refused = await browser.act('/api/accounts', MEMBER);
    expect([refused.status, refused.body['refusal']]).toEqual([422, 'operator_first']);
    const { browser: own } = await enter(entered, browser, OPERATOR);
    expect(await own.state()).toMatchObject({ state: 'in', name: 'sato' });
    expect((await own.get('/api/overview')).status).toBe(200);
    expect((await browser.get('/api/overview')).status).toBe(401);
  });
});

describe('a board with accounts', () => {
  let sato: Owner;
  beforeEach(async () => {
    sato = await enter(entered, new Browser(url), OPERATOR);
  });

  it('answers nothing measured to whom it does not know, and the pages to everybody', async () => {
    const stranger = new Browser(url);
    for (const path of ['/api/overview', '/api/nothing', '/api/stream', '/healthz', '/metrics']) {
      const answer = await stranger.get(path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    for (const path of ['/', '/login', '/invitation', '/targets/banking-0001-home']) {
      expect([path, (await stranger.get(path)).status]).toEqual([path, 200]);
    }
    expect(await stranger.state()).toEqual({ state: 'closed', issuer: null });
    expect((await stranger.get('/about-measurement')).status).toBe(404);
  });

  it('lets in by a cookie that no script and no other site has', async () => {
    const browser = new Browser(url);
    const { body } = await browser.act('/api/entrance/login', { name: 'sato', password: PASSWORD });
    expect(Object.keys(body)).toEqual(['ticket']);
    const code = codeAt(sato.totpKey, entered.clock.now());
    const answer = await browser.act('/api/entrance/code', { ticket: body['ticket'], code });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^yamabiko=[\w-]{43}; Path=\/; Max-Age=864\d\d; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    expect((await browser.get('/api/overview')).status).toBe(200);
    const out = await browser.act('/api/entrance/logout', {});
    expect(out.headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')]);
    browser.cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? null;
    expect((await browser.get('/api/overview')).status).toBe(401);
  });

  it('answers a wrong password and a name that nobody has with the same bytes', async () => {
    const password = 'not the password of anybody';
    const known = await new Browser(url).act('/api/entrance/login', { name: 'sato', password });
    const unknown = await new Browser(url).act('/api/entrance/login', { name: 'ito', password });
    expect(known.status).toBe(422);
    expect(unknown.text).toBe(known.text);
    expect(unknown.headers['content-length']).toBe(known.headers['content-length']);
  });

  it('takes no act from elsewhere than its own pages', async () => {
    const { browser } = sato;
    const draft = { name: 'ito', office: { kind: 'council' }, password: PASSWORD };
    const statusOf = async (headers: Record<string, string>) =>
      (await browser.act('/api/accounts', draft, headers)).status;
    expect(await statusOf({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf({ origin: 'null' })).toBe(403);
    expect(await statusOf({ origin: '' })).toBe(403);
    expect(await statusOf({ 'x-yamabiko-csrf': '' })).toBe(403);
    const other = await login(entered, sato);
    const foreign = await other.state();
    expect(await statusOf({ 'x-yamabiko-csrf': foreign.state === 'in' ? foreign.csrf : '' })).toBe(
      403,
    );
    expect(await statusOf({ 'content-type': 'text/plain' })).toBe(400);
    expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(entered.desk.entrance.accounts({ ...OPERATOR_ACTOR })).toHaveLength(1);
    expect(await statusOf({})).toBe(200);
  });

  it('understands only acts of its own form, up to 16 kB', async () => {
    const { browser } = sato;
    const statusOf = async (body: unknown) => (await browser.act('/api/accounts', body)).status;
    expect(await statusOf('{')).toBe(400);
    expect(await statusOf({ name: 'ito' })).toBe(400);
    expect(await statusOf({ name: 'ito', office: { kind: 'emperor' } })).toBe(400);
    expect(await statusOf({ name: 'ito', office: { kind: 'council' }, more: 1 })).toBe(400);
    expect(await statusOf(`{"name":"${'x'.repeat(17_000)}"}`)).toBe(400);
    expect(await statusOf({ name: 'ito', office: { kind: 'council' }, password: PASSWORD })).toBe(
      200,
    );
  });

  it('does nothing to accounts by a session alone, and resets nobody his own', async () => {
    const { browser } = sato;
    const abe = await enter(entered, browser, MEMBER);
    const [own = '', other = ''] = ['sato', 'abe'].map(
      (name) => entered.desk.entrance.accounts(OPERATOR_ACTOR).find((a) => a.name === name)?.id,
    );
    const ito = { name: 'ito', office: { kind: 'operator' } };
    const wrong = { password: 'not the password' };
    for (const proof of [{}, wrong]) {
      for (const [path, body] of [
        ['/api/accounts', { ...ito, ...proof }],
        ['/api/accounts/reset', { id: other, ...proof }],
      ] as const) {
        const { body: said } = await browser.act(path, body);
        expect([path, said['refusal']]).toEqual([path, 'password_wrong']);
      }
    }
    const end = await browser.act('/api/accounts/end', { id: other });
    expect(end.body['refusal']).toBe('password_wrong');
    expect(await abe.browser.state()).toMatchObject({ name: 'abe' });
    expect(entered.desk.entrance.accounts(OPERATOR_ACTOR)).toHaveLength(2);
    entered.clock.step(60_000);
    const reset = await browser.act('/api/accounts/reset', { id: own, password: PASSWORD });
    expect(reset.body['refusal']).toBe('own_reset');
    expect((await browser.get('/api/overview')).status).toBe(200);
  });

  it('puts who ends his session, or whose account ends, out of an open stream at once', async () => {
    const abe = await enter(entered, sato.browser, MEMBER);
    const cookie = sato.browser.cookie ?? '';
    const stream = await readEvents(`${url}/api/stream`, { cookie });
    await stream.next();
    const second = await login(entered, sato);
    await second.act('/api/account/sessions/end', { id: await otherSessionOf(second) });
    await expect(async () => {
      for (;;) await stream.next();
    }).rejects.toThrow('the stream has ended');
    expect((await sato.browser.get('/api/overview')).status).toBe(401);
    expect(await abe.browser.state()).toMatchObject({
      viewer: { kind: 'member', member: 'banking-0001', sector: 'banking' },
    });
    const { data } = JSON.parse((await second.get('/api/accounts')).text) as {
      data: { accounts: { id: string; name: string }[] };
    };
    const id = data.accounts.find(({ name }) => name === 'abe')?.id;
    expect((await second.act('/api/accounts/end', { id, password: PASSWORD })).status).toBe(200);
    expect(await abe.browser.state()).toEqual({ state: 'closed', issuer: null });
  });

  it('lets a program read by a token, and do nothing', async () => {
    const made = await sato.browser.act('/api/account/tokens', {
      ...{ name: 'script', scope: 'read', days: 1, password: PASSWORD },
    });
    const authorization = `Bearer ${String(made.body['secret'])}`;
    const get = (path: string) => ask(`${url}${path}`, { headers: { authorization } });
    expect((await get('/api/overview')).status).toBe(200);
    expect((await get('/api/account')).status).toBe(403);
    expect((await get('/api/accounts')).status).toBe(403);
    const act = await new Browser(url).act('/api/accounts', OPERATOR, { authorization });
    expect(act.status).toBe(403);
    const wrong = { headers: { authorization: 'Bearer yamabiko_wrong' } };
    expect((await ask(`${url}/api/overview`, wrong)).status).toBe(401);
    const basic = {
      headers: { authorization: 'Basic c2F0bzp4', cookie: sato.browser.cookie ?? '' },
    };
    expect((await ask(`${url}/api/overview`, basic)).status).toBe(401);
  });

  it('opens by a token for the metrics how the prober does, and nothing else', async () => {
    const made = await sato.browser.act('/api/account/tokens', {
      ...{ name: 'prometheus', scope: 'metrics', days: 365, password: PASSWORD },
    });
    const headers = { authorization: `Bearer ${String(made.body['secret'])}` };
    const statusOf = async (path: string) => (await ask(`${url}${path}`, { headers })).status;
    expect(await statusOf('/metrics')).toBe(200);
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/api/overview')).toBe(403);
    expect(await statusOf('/api/entrance')).toBe(403);
  });

  it('tells nobody of accounts that he does not administer, not even that they are there', async () => {
    const abe = await enter(entered, sato.browser, MEMBER);
    const { data } = JSON.parse((await abe.browser.get('/api/accounts')).text);
    expect(data).toMatchObject({ kinds: ['member'], member: 'banking-0001', sectors: [] });
    expect(data.accounts.map(({ name }: { name: string }) => name)).toEqual(['abe']);
    const [operator] = entered.desk.entrance
      .accounts(OPERATOR_ACTOR)
      .filter(({ name }) => name === 'sato');
    const known = await abe.browser.act('/api/accounts/end', {
      id: operator?.id,
      password: PASSWORD,
    });
    const unknown = await abe.browser.act('/api/accounts/end', {
      id: 'a-0000',
      password: PASSWORD,
    });
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    const other = {
      name: 'kato',
      office: { kind: 'member', member: 'securities-0001' },
      password: PASSWORD,
    };
    expect((await abe.browser.act('/api/accounts', other)).body['refusal']).toBe('not_allowed');
  });
});

const OPERATOR_ACTOR = { viewer: { kind: 'operator' }, name: 'operator', account: null } as const;

async function otherSessionOf(browser: Browser): Promise<string> {
  const { data } = JSON.parse((await browser.get('/api/account')).text) as {
    data: { sessions: { id: string; isThis: boolean }[] };
  };
  return data.sessions.find(({ isThis }) => !isThis)?.id ?? '';
}

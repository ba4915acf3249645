import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BY_ISSUER } from '../../../src/board/entrance/openid-routes.ts';
import type { Office } from '../../../src/core/words/account.ts';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import type { Browser } from '../../board/entrance/entered-board.ts';
import {
  OFFICES,
  openPeopledBoard,
  type PeopledBoard,
  WAYS,
  type Way,
  WHO,
  type Who,
} from './account-routes.ts';

/**
 * Whom a route answers. `everybody`: whoever asks. `read`: whoever is let in, by what the read table has for
 * him. `prober`: an operator, and a token for the metrics. `own`, `administer`: who acts by a session.
 */
type For = 'everybody' | 'read' | 'prober' | 'own' | 'administer' | 'logout';

/** Every route that there is; a new one without a line here fails. */
const GETS: Readonly<Record<string, For>> = {
  ...{ '/about-measurement': 'everybody', '/api/entrance': 'everybody' },
  ...{ '/api/reader': 'read', '/api/overview': 'read', '/api/openapi.json': 'read' },
  ...{ '/api/council': 'read', '/api/sites': 'read', '/api/sectors/:id': 'read' },
  ...{ '/api/judging': 'read', '/api/incidents': 'read', '/api/incidents/:id': 'read' },
  ...{ '/api/prober': 'read', '/api/targets/:id': 'read', '/api/targets/:id/samples': 'read' },
  ...{ '/api/targets/:id/usual': 'read', '/api/stream': 'read' },
  ...{ '/api/sectors/:id/badge.svg': 'read', '/api/targets/:id/badge.svg': 'read' },
  ...{ '/api/audit': 'read', '/api/audit/chain': 'read', '/api/audit/lines': 'read' },
  ...{ '/api/looks': 'read', '/healthz': 'prober', '/metrics': 'prober' },
  ...{ '/api/members/:id': 'read', '/api/statements': 'read', '/api/tasks': 'read' },
  '/api/plan': 'read',
  ...{ '/api/day': 'read', '/api/export/bands': 'read', '/api/export/ratios': 'read' },
  ...{ '/api/export/incidents': 'read', '/api/export/samples/:id': 'read' },
  ...{ '/api/export/incident-list': 'read', '/api/export/sectors/:id/sites': 'read' },
  ...{ '/api/account': 'own', '/api/accounts': 'administer' },
  '/api/accounts/members': 'administer',
};

/** Each act with a body of its form, whose password is wrong and which names nobody. */
const ACTS: Readonly<Record<string, readonly [For, object]>> = {
  '/api/entrance/login': ['everybody', { name: 'x', password: 'x' }],
  '/api/entrance/code': ['everybody', { ticket: 'x', code: 'x' }],
  '/api/entrance/invitation': ['everybody', { secret: 'x' }],
  '/api/entrance/acceptance': ['everybody', { secret: 'x', ticket: 'x', password: 'x', code: 'x' }],
  '/api/entrance/wall': ['everybody', { secret: 'x' }],
  '/api/entrance/openid/begin': ['everybody', {}],
  '/api/entrance/openid/finish': ['everybody', { query: '?code=x' }],
  '/api/entrance/openid/logout': ['everybody', {}],
  '/api/entrance/logout': ['logout', {}],
  '/api/account/password': ['own', { current: 'x', password: 'x' }],
  '/api/account/recovery': ['own', { password: 'x' }],
  '/api/account/sessions/end': ['own', { id: 'x' }],
  '/api/account/tokens': ['own', { name: 'x', scope: 'read', days: 1, password: 'x' }],
  '/api/account/tokens/end': ['own', { id: 'x' }],
  '/api/account/walls': ['own', { name: 'x', range: '192.0.2.1', days: 1, password: 'x' }],
  '/api/account/walls/end': ['own', { id: 'x' }],
  '/api/accounts': ['administer', { name: 'x', office: { kind: 'council' }, password: 'x' }],
  '/api/accounts/reset': ['administer', { id: 'x', password: 'x' }],
  '/api/accounts/end': ['administer', { id: 'x', password: 'x' }],
};

/** What each way is answered: 422 = the act was reached, and not done for its password. */
const OF_ACTS: Readonly<Record<For, Readonly<Record<Way, number>>>> = {
  everybody: { nobody: 422, session: 422, token: 422, wall: 422, metrics: 403 },
  own: { nobody: 401, session: 422, token: 403, wall: 403, metrics: 403 },
  administer: { nobody: 401, session: 422, token: 403, wall: 403, metrics: 403 },
  logout: { nobody: 401, session: 200, token: 404, wall: 404, metrics: 403 },
  read: { nobody: 401, session: 200, token: 200, wall: 200, metrics: 403 },
  prober: { nobody: 401, session: 200, token: 200, wall: 200, metrics: 200 },
};
const OF_GETS = {
  ...OF_ACTS,
  own: { nobody: 401, session: 200, token: 403, wall: 403, metrics: 403 },
  administer: { nobody: 401, session: 200, token: 403, wall: 403, metrics: 403 },
} as const;

const LET_IN: readonly Way[] = ['session', 'token', 'wall'];
let peopled: PeopledBoard;
afterEach(() => peopled.close());

/** A page of a browser, whose answer holds no data. */
const isPage = (path: string) => !/^\/(api\/|healthz|metrics|about)/.test(path);

const askedBy = (path: string) =>
  path.replace(':id', 'banking-0001-home') +
  (path === '/api/sites' ? '?search=a' : path === '/api/audit/lines' ? '?format=csv' : '');

describe('every route, by everybody', () => {
  beforeEach(async () => {
    peopled = await openPeopledBoard({ hasKeys: true });
  });

  it('has a line in the table, and no other has', async () => {
    const pathsOf = (wanted: string) => [
      ...new Set(
        peopled.routes
          .filter(({ method, path }) => method === wanted && (wanted !== 'GET' || !isPage(path)))
          .map(({ path }) => path),
      ),
    ];
    expect(pathsOf('GET').sort()).toEqual(Object.keys(GETS).sort());
    // Tries to act on the state itself are counted, and lead nowhere.
    expect(pathsOf('POST').sort()).toEqual(['/api/entrance', ...Object.keys(ACTS)].sort());
    const { nobody } = peopled.callers.operator;
    expect((await nobody?.act('/api/entrance', {}))?.status).toBe(404);
    const methods = new Set(peopled.routes.map(({ method }) => method));
    expect([...methods].sort()).toEqual(['ALL', 'GET', 'POST']);
  });

  it.each(WHO)('reads by %s and by each way as the table has it', async (who) => {
    for (const way of WAYS) {
      const caller = peopled.callers[who][way];
      for (const [path, whom] of caller === null ? [] : Object.entries(GETS)) {
        if (path === '/api/stream') continue;
        const { status } = await (caller as Browser).get(askedBy(path));
        const expected = OF_GETS[whom][way];
        // Whoever is let in, or everybody, finds it there or not by the read table, and is not refused.
        const isLetIn = whom === 'everybody' || (expected === 200 && LET_IN.includes(way));
        const where = `${who} ${way} ${path}`;
        if (path === '/api/entrance' && way === 'metrics') expect(status, where).toBe(403);
        else if (isLetIn && whom !== 'own') expect([200, 404], where).toContain(status);
        else expect(status, where).toBe(expected);
      }
    }
  });

  it.each(WHO)('acts by %s and by each way as the table has it', async (who) => {
    for (const way of WAYS) {
      const caller = peopled.callers[who][way];
      for (const [path, [whom, body]] of caller === null ? [] : Object.entries(ACTS)) {
        if (way === 'session' && whom === 'logout') continue;
        const { status } = await actAfresh(caller as Browser, path, body);
        expect(status, `${who} ${way} ${path}`).toBe(OF_ACTS[whom][way]);
      }
      // Acts with a password are counted by the account, whatever it acts by.
      if (way !== 'nobody' && way !== 'metrics') {
        await peopled.close();
        peopled = await openPeopledBoard({ hasKeys: true });
      }
    }
    const { session } = peopled.callers[who];
    expect((await session?.act('/api/entrance/logout', {}))?.status).toBe(200);
    expect((await session?.get('/api/account'))?.status).toBe(401);
  });

  it.each(WHO)('takes no act of %s that is not of its pages', async (who) => {
    const other = peopled.callers[who === 'council' ? 'observer' : 'council'].session;
    const foreign = (await other?.state()) as { csrf: string };
    const { session, nobody } = peopled.callers[who];
    for (const [path, [whom, body]] of Object.entries(ACTS)) {
      // What the issuer says is signed by it, and comes from no page: see openid-attacks.test.ts.
      if (path === BY_ISSUER) continue;
      const statusOf = async (browser: Browser | null, headers: Record<string, string>) =>
        (await actAfresh(browser as Browser, path, body, headers)).status;
      for (const origin of ['', 'null', 'https://evil.example', 'http://board.example.jp']) {
        expect(await statusOf(session, { origin }), `${path} ${origin}`).toBe(403);
      }
      const crossing = { 'sec-fetch-site': 'cross-site' };
      expect(await statusOf(session, crossing), path).toBe(403);
      if (whom === 'everybody') {
        expect(await statusOf(nobody, { origin: 'https://evil.example' }), path).toBe(403);
        continue;
      }
      for (const csrf of ['', 'x', foreign.csrf]) {
        expect(await statusOf(session, { 'x-yamabiko-csrf': csrf }), `${path} ${csrf}`).toBe(403);
      }
    }
    expect((await session?.get('/api/account'))?.status).toBe(200);
  });
});

/** From an address of its own, so that tries do not add up; a wall and a session keep theirs. */
async function actAfresh(
  browser: Browser,
  path: string,
  body: object,
  headers: Record<string, string> = {},
) {
  const [name, address] = ['x-forwarded-for', peopled.browser().headers['x-forwarded-for'] ?? ''];
  const from = browser.cookie === null ? { [name]: address } : {};
  return await browser.act(path, body, { ...from, ...headers });
}

describe('accounts, by whom they may be administered', () => {
  beforeEach(async () => {
    peopled = await openPeopledBoard({ hasKeys: false });
  });

  const others: Readonly<Record<string, Office>> = {
    ...OFFICES,
    neighbour: { kind: 'member', member: 'banking-0002' },
    'far member': { kind: 'member', member: 'securities-0001' },
    'far secretariat': { kind: 'secretariat', sector: 'securities' },
  };
  /** By hand from the action table, and that observers are the operator's. */
  const MAY: Readonly<Record<Who, readonly string[]>> = {
    member: ['member'],
    secretariat: ['member', 'neighbour'],
    council: ['council'],
    observer: [],
    operator: Object.keys(others),
  };

  it.each(WHO)('are invited by %s for the offices of the table alone', async (who) => {
    const { session } = peopled.callers[who];
    for (const [n, [name, office]] of Object.entries(others).entries()) {
      const draft = { name: `new-${n}`, office, password: PASSWORD };
      const answer = await session?.act('/api/accounts', draft);
      const isDone = MAY[who].includes(name);
      expect([answer?.status, answer?.body['refusal']], `${who} ${name}`).toEqual(
        isDone ? [200, undefined] : [422, 'not_allowed'],
      );
    }
  });

  it.each(['reset', 'end'])(
    'are taken to %s by the same, and the others are as if they were not',
    async (act) => {
      for (const who of WHO) {
        const { session } = peopled.callers[who];
        for (const [n, [name, office]] of Object.entries(others).entries()) {
          const { id } = await peopled.invite(`${who}-${act}-${n}`, office);
          const order = { id, password: PASSWORD };
          const answer = await session?.act(`/api/accounts/${act}`, order);
          const isDone = MAY[who].includes(name);
          expect(answer?.status, `${who} ${name}`).toBe(isDone ? 200 : 422);
          if (!isDone) expect(answer?.body['refusal'], `${who} ${name}`).toBe('not_found');
        }
      }
    },
  );
});

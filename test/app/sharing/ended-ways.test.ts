import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import type { Browser } from '../../board/entrance/entered-board.ts';
import { ask } from '../../board/http-client.ts';
import { seeded } from '../../support/seeded.ts';
import { openPeopledBoard, type PeopledBoard, WHO } from './account-routes.ts';

const HOUR = 3_600_000;
let peopled: PeopledBoard;
beforeEach(async () => {
  peopled = await openPeopledBoard({ hasKeys: false });
});
afterEach(() => peopled.close());

/** Every route that answers nobody who is not let in. */
function closedRoutes(): readonly { readonly method: string; readonly path: string }[] {
  const isOpen = ({ path }: { readonly path: string }) =>
    !/^\/(api|healthz|metrics)/.test(path) ||
    /^\/api\/entrance(?!\/logout)/.test(path) ||
    path.includes('*');
  return peopled.routes.filter((route) => ['GET', 'POST'].includes(route.method) && !isOpen(route));
}

/** The answers of every route, which have to be alike. */
async function answersTo(browser: Browser): Promise<ReadonlySet<string>> {
  const answers = new Set<string>();
  for (const { method, path } of closedRoutes()) {
    const asked = path.replace(':id', 'banking-0001-home');
    const { status, text } =
      method === 'GET' ? await browser.get(asked) : await browser.act(asked, {});
    answers.add(`${status} ${text}`);
  }
  return answers;
}

const OUT = new Set(['401 {"code":"unauthorized","message":"log in, or show a token"}']);

/** The same cookie in another browser at another place. */
function copyOf(browser: Browser): Browser {
  const other = peopled.browser();
  other.cookie = browser.cookie;
  return other;
}

describe('what let somebody in', () => {
  it('opens no route after he left, whoever has it', async () => {
    for (const who of WHO) {
      const session = peopled.callers[who].session as Browser;
      const stolen = copyOf(session);
      expect((await stolen.get('/api/reader')).status, who).toBe(200);
      await session.act('/api/entrance/logout', {});
      expect(await answersTo(stolen), who).toEqual(OUT);
    }
  });

  it('opens none an hour after its last use, nor a day after the login', async () => {
    const idle = peopled.callers.operator.session as Browser;
    const used = peopled.callers.council.session as Browser;
    for (let hours = 0; hours < 25; hours += 1) {
      peopled.entered.clock.step(0.95 * HOUR);
      expect((await used.get('/api/reader')).status, `${hours}`).toBe(200);
    }
    expect(await answersTo(copyOf(idle))).toEqual(OUT);
    peopled.entered.clock.step(0.5 * HOUR);
    expect(await answersTo(copyOf(used))).toEqual(OUT);
  });

  it('does nothing by the cookie of one and the word of another session', async () => {
    const [one, other] = [peopled.callers.operator, peopled.callers.council];
    const stolen = peopled.browser();
    stolen.cookie = other.session?.cookie ?? null;
    const own = (await one.session?.state()) as { csrf: string };
    for (const { method, path } of closedRoutes()) {
      if (method !== 'POST') continue;
      const { status } = await stolen.act(path, {}, { 'x-yamabiko-csrf': own.csrf });
      expect(status, path).toBe(403);
    }
    expect((await other.session?.get('/api/reader'))?.status).toBe(200);
  });

  it('is not what looks like it', async () => {
    const random = seeded(7);
    const session = peopled.callers.operator.session as Browser;
    const draft = { name: 'key', scope: 'read', days: 1, password: PASSWORD };
    const made = await session.act('/api/account/tokens', draft);
    const token = String(made.body['secret']);
    const [name = '', secret = ''] = session.cookie?.split('=') ?? [];
    const { url } = peopled.entered.board;
    const headers = { host: 'board.example.jp' };
    const statusOf = async (shown: Record<string, string>) =>
      (await ask(`${url}/api/reader`, { headers: { ...headers, ...shown } })).status;
    expect(await statusOf({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await statusOf({ cookie: `${name}=${secret}` })).toBe(200);
    for (const wrong of [...mutantsOf(token, random), secret, '', ' ', 'yamabiko_']) {
      expect(await statusOf({ authorization: `Bearer ${wrong}` }), wrong).toBe(401);
      // With a cookie beside it, too: what is shown first counts.
      const both = { authorization: `Bearer ${wrong}`, cookie: `${name}=${secret}` };
      expect(await statusOf(both), wrong).toBe(401);
    }
    for (const wrong of [...mutantsOf(secret, random), token, '']) {
      expect(await statusOf({ cookie: `${name}=${wrong}` }), wrong).toBe(401);
    }
    // Without `__Host-` another host, or a page in clear text, could have set it.
    expect(await statusOf({ cookie: `yamabiko=${secret}` })).toBe(401);
    peopled.entered.clock.step(24 * HOUR);
    const program = peopled.browser();
    program.headers['authorization'] = `Bearer ${token}`;
    expect(await answersTo(program)).toEqual(OUT);
  });
});

/** A secret cut, grown, with one letter changed, in another case, or twice. */
function mutantsOf(secret: string, random: () => number): readonly string[] {
  const changed = Array.from({ length: 40 }, () => {
    const at = Math.floor(random() * secret.length);
    const letter = secret[at] === 'A' ? 'B' : 'A';
    return secret.slice(0, at) + letter + secret.slice(at + 1);
  });
  const cut = Array.from({ length: 20 }, () =>
    secret.slice(0, Math.floor(random() * secret.length)),
  );
  return [...changed, ...cut, `${secret}A`, secret + secret, secret.toLowerCase()].filter(
    (text) => text !== secret,
  );
}

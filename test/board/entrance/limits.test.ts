import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
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

const MEMBER = { name: 'abe', office: { kind: 'member', member: 'banking-0001' } };

let entered: EnteredBoard;
let url: string;
let sato: Owner;
beforeEach(async () => {
  entered = await startEnteredBoard(councilOf({ sectors: 1, sitesPerSector: 2 }));
  url = entered.board.url;
  sato = await enter(entered, new Browser(url), { name: 'sato', office: { kind: 'operator' } });
});
afterEach(() => entered.board.close());

describe('a board with accounts', () => {
  it('lets an address try so often, whatever name it tries', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const body = { name: `nobody-${n}`, password: 'x' };
      const answer = await new Browser(url).act('/api/entrance/login', body);
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses.at(0)).toBe(422);
    expect(statuses.at(-1)).toBe(429);
  });

  it('counts no tries of those who come in: many do from one address', async () => {
    for (let n = 0; n < 12; n += 1) {
      await login(entered, sato);
      entered.clock.step(30_000);
    }
    const wrong = { name: 'sato', password: 'not the password' };
    const statuses = new Set<number>();
    for (let n = 0; n < 12; n += 1) {
      statuses.add((await new Browser(url).act('/api/entrance/login', wrong)).status);
    }
    expect(statuses).toEqual(new Set([422, 429]));
  });

  it('lets an account do so many acts with a password, right or not, by whatever session', async () => {
    const other = await login(entered, sato);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      for (const browser of [sato.browser, other]) {
        const { status } = await browser.act('/api/account/recovery', { password: PASSWORD });
        statuses.push(status);
      }
    }
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(200));
    expect(statuses.at(-1)).toBe(429);
    expect((await other.get('/api/overview')).status).toBe(200);
  });

  it('lets one account ask so often, by whatever session', async () => {
    const second = await login(entered, sato);
    const abe = await enter(entered, sato.browser, MEMBER);
    const answers = await Promise.all(
      Array.from({ length: 330 }, (_, n) => (n % 2 === 0 ? sato.browser : second).get('/healthz')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect((await abe.browser.get('/api/reader')).status).toBe(200);
  });

  it('opens sixteen streams for one account, by whatever session, and others for others', async () => {
    const cookies = [sato.browser.cookie ?? '', (await login(entered, sato)).cookie ?? ''];
    const abe = await enter(entered, sato.browser, MEMBER);
    const readers = [];
    for (let n = 0; n < 16; n += 1) {
      readers.push(await readEvents(`${url}/api/stream`, { cookie: cookies[n % 2] ?? '' }));
    }
    for (const cookie of cookies) {
      const answer = await ask(`${url}/api/stream`, { headers: { cookie } });
      expect(answer.status).toBe(503);
    }
    const cookie = abe.browser.cookie ?? '';
    readers.push(await readEvents(`${url}/api/stream`, { cookie }));
    expect(readers).toHaveLength(17);
    await Promise.all(readers.map((reader) => reader.close()));
  });
});

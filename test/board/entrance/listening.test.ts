import { afterEach, describe, expect, it } from 'vitest';
import type { Board } from '../../../src/board/start-board.ts';
import { codeAt, PASSWORD } from '../../accounts/opened-entrance.ts';
import { startFixtureBoard } from '../board-fixture.ts';
import { councilOf } from '../council-fixture.ts';
import { ask } from '../http-client.ts';
import {
  Browser,
  type EnteredBoard,
  enter,
  type Owner,
  startEnteredBoard,
} from './entered-board.ts';

const CONFIG = councilOf({ sectors: 1, sitesPerSector: 1 });
const PUBLIC = 'https://board.example.jp';

const boards: Pick<Board, 'close'>[] = [];
afterEach(async () => {
  for (const board of boards.splice(0)) await board.close();
});

async function begun(): Promise<EnteredBoard & { readonly sato: Owner }> {
  const entered = await startEnteredBoard(CONFIG);
  boards.push(entered.board);
  const sato = await enter(entered, new Browser(entered.board.url), {
    ...{ name: 'sato', office: { kind: 'operator' } },
  });
  return { ...entered, sato };
}

describe('a board that is reached by https', () => {
  it('lets in through its proxy, by a cookie that no other host and no clear text can set', async () => {
    const { desk, fixture, clock, sato } = await begun();
    const options = { publicUrl: PUBLIC, entrance: desk };
    const board = await startFixtureBoard(fixture.sources, options);
    boards.push(board);
    const browser = new Browser(board.url, {
      ...{ origin: PUBLIC, host: 'board.example.jp', 'x-forwarded-for': '203.0.113.9, 192.0.2.7' },
    });
    const body = { name: 'sato', password: PASSWORD };
    const { ticket } = (await browser.act('/api/entrance/login', body)).body;
    const code = codeAt(sato.totpKey, clock.now());
    const { headers } = await browser.act('/api/entrance/code', { ticket, code });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-yamabiko=[\w-]{43}; Path=\/; Max-Age=864\d\d; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
    const { data } = JSON.parse((await browser.get('/api/account')).text) as {
      data: { sessions: { isThis: boolean; address: string }[] };
    };
    expect(data.sessions.find(({ isThis }) => isThis)?.address).toBe('192.0.2.7');
  });

  it('counts tries by the address that its proxy names', async () => {
    const { desk, fixture } = await begun();
    const board = await startFixtureBoard(fixture.sources, { publicUrl: PUBLIC, entrance: desk });
    boards.push(board);
    const statusFrom = async (address: string) => {
      const browser = new Browser(board.url, {
        ...{ origin: PUBLIC, host: 'board.example.jp', 'x-forwarded-for': address },
      });
      return (await browser.act('/api/entrance/login', { name: 'x', password: 'x' })).status;
    };
    for (let n = 0; n < 10; n += 1) await statusFrom(`203.0.113.${n}, 192.0.2.7`);
    expect(await statusFrom('203.0.113.77, 192.0.2.7')).toBe(429);
    expect(await statusFrom('192.0.2.8')).toBe(422);
  });
});

describe('a board with accounts', () => {
  it('listens beyond this machine, reached by https', async () => {
    const { desk, fixture } = await begun();
    const options = { host: '0.0.0.0', publicUrl: PUBLIC, entrance: desk };
    const board = await startFixtureBoard(fixture.sources, options);
    boards.push(board);
    const asked = { headers: { host: 'board.example.jp' } };
    const answer = await ask(`http://127.0.0.1:${board.port}/api/overview`, asked);
    expect(answer.status).toBe(401);
    const browser = new Browser(`http://127.0.0.1:${board.port}`, {
      ...{ origin: PUBLIC, host: 'board.example.jp' },
    });
    const body = { name: 'sato', password: 'x' };
    expect((await browser.act('/api/entrance/login', body)).status).toBe(422);
  });

  it.each([null, 'http://board.example.jp'])(
    'does not where it is reached as %s',
    async (publicUrl) => {
      const { desk, fixture } = await begun();
      const starting = startFixtureBoard(fixture.sources, {
        host: '0.0.0.0',
        publicUrl,
        entrance: desk,
      });
      await expect(starting).rejects.toMatchObject({ code: 'board_unavailable' });
    },
  );

  it('does not before the first account', async () => {
    const entered = await startEnteredBoard(CONFIG);
    boards.push(entered.board);
    const { sources } = entered.fixture;
    const options = { host: '0.0.0.0', publicUrl: PUBLIC, entrance: entered.desk };
    await expect(startFixtureBoard(sources, options)).rejects.toMatchObject({
      ...{ code: 'board_unavailable', message: expect.stringContaining('accounts invite') },
    });
  });
});

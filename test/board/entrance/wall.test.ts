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
let sato: Owner;
beforeEach(async () => {
  entered = await startEnteredBoard(councilOf({ sectors: 1, sitesPerSector: 1 }));
  sato = await enter(entered, new Browser(entered.board.url), {
    ...{ name: 'sato', office: { kind: 'operator' } },
  });
});
afterEach(() => entered.board.close());

async function wallOf(range: string) {
  const draft = { name: 'wall', range, days: 1, password: PASSWORD };
  const made = await sato.browser.act('/api/account/walls', draft);
  const wall = new Browser(entered.board.url);
  const answer = await wall.act('/api/entrance/wall', { secret: made.body['secret'] });
  return { wall, answer };
}

describe('a wall', () => {
  it('reads what its owner reads, and does nothing', async () => {
    const { wall, answer } = await wallOf('127.0.0.0/24');
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/HttpOnly; SameSite=Strict$/),
    ]);
    expect((await wall.get('/api/overview')).status).toBe(200);
    expect(await wall.state()).toMatchObject({ state: 'in', isWall: true });
    expect((await wall.get('/api/account')).status).toBe(403);
    expect((await wall.get('/api/accounts')).status).toBe(403);
    const draft = { name: 'ito', office: { kind: 'council' } };
    expect((await wall.act('/api/accounts', draft)).status).toBe(403);
    const token = { name: 't', scope: 'read', days: 1, password: PASSWORD };
    expect((await wall.act('/api/account/tokens', token)).status).toBe(403);
    expect((await wall.act('/api/entrance/logout', {})).status).toBe(404);
  });

  it('does not take the place of a session', async () => {
    const draft = { name: 'wall', range: '127.0.0.0/24', days: 1, password: PASSWORD };
    const made = await sato.browser.act('/api/account/walls', draft);
    const abe = await enter(entered, sato.browser, { name: 'abe', office: { kind: 'council' } });
    const followed = await abe.browser.act('/api/entrance/wall', { secret: made.body['secret'] });
    expect([followed.status, followed.body['refusal']]).toEqual([422, 'wall_in_session']);
    expect(followed.headers['set-cookie']).toBeUndefined();
    expect(await abe.browser.state()).toMatchObject({ state: 'in', name: 'abe', isWall: false });
  });

  it('is nobody elsewhere', async () => {
    const { wall, answer } = await wallOf('192.0.2.0/24');
    expect([answer.status, answer.body['refusal']]).toEqual([422, 'wall_refused']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await wall.get('/api/overview')).status).toBe(401);
  });
});

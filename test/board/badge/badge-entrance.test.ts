import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENTS } from '../../../src/core/config.ts';
import { PASSWORD } from '../../accounts/opened-entrance.ts';
import { openSharedBoard } from '../../app/sharing/shared-board.ts';
import { samplesAt, sharingCouncil } from '../../app/sharing/shared-council.ts';
import { wallClock } from '../board-fixture.ts';
import {
  Browser,
  type EnteredBoard,
  enter,
  type Owner,
  startEnteredBoard,
} from '../entrance/entered-board.ts';
import { ask } from '../http-client.ts';

const SECTOR = '/api/sectors/rail/badge.svg';
const NAMED = '/api/targets/far-named/badge.svg';
const COUNTED = '/api/targets/far-counted/badge.svg';

describe('a badge, where there are accounts', () => {
  const config = sharingCouncil(CONSENTS);
  let entered: EnteredBoard;
  let operator: Owner;
  let council: Owner;

  beforeAll(async () => {
    const { sources } = await openSharedBoard(wallClock, {
      ...{ config, facts: new Map(), doubt: null, incidents: [], states: new Map() },
      samples: samplesAt(config, Date.now()),
    });
    entered = await startEnteredBoard(config, { sources });
    const first = new Browser(entered.board.url);
    operator = await enter(entered, first, { name: 'sato', office: { kind: 'operator' } });
    const office = { kind: 'council' };
    council = await enter(entered, operator.browser, { name: 'abe', office });
  });
  afterAll(() => entered.board.close());

  const statusOf = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(`${entered.board.url}${path}`, { headers })).status;

  async function secretOf(owner: Owner, kind: 'tokens' | 'walls', more: object): Promise<string> {
    const draft = { name: 'intranet', days: 1, password: PASSWORD, ...more };
    const made = await owner.browser.act(`/api/account/${kind}`, draft);
    expect(made.status).toBe(200);
    return String(made.body['secret']);
  }

  it('is shown to nobody who is not in', async () => {
    for (const path of [SECTOR, NAMED, COUNTED, '/api/targets/x/badge.svg']) {
      expect(await statusOf(path), path).toBe(401);
      expect(await statusOf(path, { authorization: 'Bearer yamabiko_wrong' }), path).toBe(401);
    }
  });

  it('is shown in a session what its office may see', async () => {
    const { browser } = council;
    expect((await browser.get(SECTOR)).status).toBe(200);
    expect((await browser.get(NAMED)).headers['tlp']).toBe('TLP:AMBER');
    const hidden = await browser.get(COUNTED);
    expect([hidden.status, hidden.text]).toEqual([
      404,
      (await browser.get('/api/targets/x/badge.svg')).text,
    ]);
    expect((await operator.browser.get(COUNTED)).status).toBe(200);
  });

  it('is shown by a wall session the same', async () => {
    const secret = await secretOf(council, 'walls', { range: '127.0.0.0/24' });
    const wall = new Browser(entered.board.url);
    expect((await wall.act('/api/entrance/wall', { secret })).status).toBe(200);
    const statuses = [SECTOR, NAMED, COUNTED].map(async (path) => (await wall.get(path)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
  });

  it('is shown to a program by a token the same, and by one for the metrics not at all', async () => {
    const read = await secretOf(council, 'tokens', { scope: 'read' });
    const metrics = await secretOf(operator, 'tokens', { scope: 'metrics' });
    const by = (secret: string) =>
      Promise.all(
        [SECTOR, NAMED, COUNTED].map((path) =>
          statusOf(path, { authorization: `Bearer ${secret}` }),
        ),
      );
    expect(await by(read)).toEqual([200, 200, 404]);
    expect(await by(metrics)).toEqual([403, 403, 403]);
  });
});

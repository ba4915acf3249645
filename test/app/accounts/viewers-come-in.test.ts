import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../board/entrance/entered-board.ts';
import {
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from '../running-council.ts';
import { comeIn } from './come-in.ts';

describe('people who come in to the board of a service', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let running: RunningCouncil;
  let url: string;
  let operator: Browser;

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 6, site.port));
    folder.writeSector('water', sitesOf('water', 6, site.port));
    running = await startCouncil(folder);
    ({ url } = running.service);
    operator = await takeUp(new Browser(url), { name: 'sato', office: { kind: 'operator' } });
  });
  afterAll(async () => {
    await running.service.close();
    await site.close();
    folder.remove();
  });

  const takeUp = (by: Browser, draft: object) => comeIn(url, by, draft);

  it('each see the board that the read table has for them', async () => {
    const own = { kind: 'member', member: 'm-gas-1' };
    const member = await takeUp(operator, { name: 'abe', office: own });
    const office = await takeUp(operator, {
      ...{ name: 'office', office: { kind: 'secretariat', sector: 'gas' } },
    });
    const observer = await takeUp(operator, { name: 'ito', office: { kind: 'observer' } });
    const statusOf = async (of: Browser, path: string) => (await of.get(path)).status;
    const rows = [
      ['operator', operator, [200, 200, 200, 200]],
      ['member', member, [200, 404, 404, 404]],
      ['secretariat', office, [200, 200, 404, 404]],
      ['observer', observer, [404, 404, 404, 404]],
    ] as const;
    for (const [who, browser, expected] of rows) {
      const statuses = [
        await statusOf(browser, '/api/targets/gas-1/samples'),
        await statusOf(browser, '/api/targets/gas-2/samples'),
        await statusOf(browser, '/api/targets/water-1/samples'),
        await statusOf(browser, '/api/prober'),
      ];
      expect([who, statuses]).toEqual([who, expected]);
      const reader = JSON.parse((await browser.get('/api/reader')).text) as {
        data: { view: string };
      };
      expect([who, reader.data.view]).toEqual([who, who === 'operator' ? 'whole' : 'shared']);
    }
    const council = (await observer.get('/api/council')).text;
    expect(council).not.toMatch(/gas-\d|water-\d/);
  });
});

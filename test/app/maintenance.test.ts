import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActiveMaintenance } from '../../src/core/words/maintenance.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  sitesOf,
  startCouncil,
  startNotingSite,
} from './running-council.ts';

let folder: CouncilFolder;
let site: NotingSite;
let running: RunningCouncil | null = null;

beforeEach(async () => {
  folder = councilFolder();
  site = await startNotingSite();
});

afterEach(async () => {
  await running?.service.close();
  running = null;
  await site.close();
  folder.remove();
});

/** Ids of the windows that the board shows at a site. */
async function shownAt(url: string, target: string): Promise<string[]> {
  const response = await fetch(`${url}/api/targets/${target}`);
  const { data } = (await response.json()) as {
    data: { maintenance: readonly ActiveMaintenance[] };
  };
  return data.maintenance.map(({ window }) => window);
}

function council(windows: string): string {
  return `maintenance:\n${windows}`;
}

const WORK =
  '  - { id: work, kind: once, from: 2020-01-01T00:00, to: 2099-01-01T00:00, targets: [gas-1] }\n';
const DATES = '  - { id: dates, kind: file, file: work.csv, targets: [gas-2] }\n';

describe('planned work while the service runs', () => {
  it('is shown, measured through, and follows the files', async () => {
    folder.writeSector('gas', sitesOf('gas', 2, site.port));
    folder.writeCouncil(council(WORK));
    running = await startCouncil(folder);
    const { service, recorded } = running;
    expect(await shownAt(service.url, 'gas-1')).toEqual(['work']);
    expect(await shownAt(service.url, 'gas-2')).toEqual([]);
    await askedAgain(site, ['/gas-1', '/gas-2'], 2);

    const days = [-1, 0, 1].map((day) =>
      new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10),
    );
    const taken = recorded.next('config.reloaded');
    folder.writeFile('work.csv', ['date', ...days].join('\n'));
    folder.writeCouncil(council(DATES));
    await taken;
    expect(await shownAt(service.url, 'gas-1')).toEqual([]);
    expect(await shownAt(service.url, 'gas-2')).toContain('dates');

    const again = recorded.next('config.reloaded');
    folder.writeFile('work.csv', 'date\n2099-01-01');
    await again;
    expect(await shownAt(service.url, 'gas-2')).toEqual([]);
    await askedAgain(site, ['/gas-1', '/gas-2']);
  });
});

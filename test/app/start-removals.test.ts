import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFolder } from '../../src/app/plan.ts';
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
  await end();
  await site.close();
  folder.remove();
});

async function end(): Promise<void> {
  await running?.service.close();
  running = null;
}

async function restart(): Promise<RunningCouncil> {
  await end();
  running = await startCouncil(folder);
  return running;
}

const next = (event: string) => running?.recorded.next(event);

async function shown(): Promise<unknown> {
  const response = await fetch(`${running?.service.url}/api/prober`);
  const { data } = (await response.json()) as { data: { reload: { refused: unknown } } };
  return data.reload.refused;
}

const plan = (confirmedRemovals: number | null) =>
  planFolder(
    { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir, confirmedRemovals },
    Date.now(),
  );

describe('a start that leaves out more than a reload may remove', () => {
  it('measures what is left, says so on log and board, and waits for the same approval', async () => {
    const gas = sitesOf('gas', 10, site.port);
    folder.writeSector('gas', gas);
    await restart();
    await askedAgain(site, ['/gas-10']);
    await end();
    folder.writeSector('gas', gas.slice(0, 8));
    for (const round of [1, 2]) {
      const { recorded } = await restart();
      await askedAgain(site, ['/gas-1', '/gas-8']);
      const told = recorded.entries.filter(({ event }) => event === 'config.removals_unconfirmed');
      expect(told, `start ${round}`).toMatchObject([
        { level: 'error', fields: { removals: 2, of: 10, targets: ['gas-9', 'gas-10'] } },
      ]);
      expect(await shown()).toMatchObject({ reason: 'unconfirmed', removals: 2 });
      expect((await plan(null)).plan.removals).toMatchObject({ count: 2, of: 10, isRefused: true });
    }
    const taken = next('config.reloaded');
    expect((await plan(2)).isApproved).toBe(true);
    expect((await taken)?.fields).toMatchObject({ removed: 2, approvedRemovals: 2 });
    expect(await shown()).toBeNull();
    const { recorded } = await restart();
    expect((await plan(null)).isEmpty).toBe(true);
    expect(recorded.entries.map(({ event }) => event)).not.toContain('config.removals_unconfirmed');
  });

  it('is content when they come back, and when it was approved before', async () => {
    const gas = sitesOf('gas', 10, site.port);
    folder.writeSector('gas', gas);
    await restart();
    await end();
    folder.writeSector('gas', gas.slice(0, 8));
    await restart();
    const taken = next('config.reloaded');
    folder.writeSector('gas', gas);
    expect((await taken)?.fields).toMatchObject({ added: 0, removed: 0, targets: 10 });
    expect(await shown()).toBeNull();
    await end();
    folder.writeSector('gas', gas.slice(0, 8));
    await plan(2);
    await restart();
    expect(await shown()).toBeNull();
    expect((await plan(null)).isEmpty).toBe(true);
  });
});

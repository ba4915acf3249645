import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApplied } from '../../src/config/applied-config.ts';
import { removalDigest } from '../../src/config/plan.ts';
import { approveRemovals } from '../../src/config/removal-approval.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { openEmbeddedReader } from '../../src/store/embedded/reader.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  type RunningCouncil,
  shownTargets,
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

async function start(): Promise<RunningCouncil> {
  running = await startCouncil(folder);
  return running;
}

async function stored(): Promise<Sample[]> {
  const samples: Sample[] = [];
  const reader = openEmbeddedReader(folder.dataDir);
  for await (const block of reader.scan({ from: 0, to: Date.now() + 60_000 }))
    samples.push(...block);
  return samples;
}

const removal = (...ids: readonly string[]) => ({
  count: ids.length,
  digest: removalDigest(ids),
});

describe('a reload while running', () => {
  it('takes added, removed and edited targets and leaves every other slot in its place', async () => {
    const gas = sitesOf('gas', 20, site.port);
    folder.writeSector('gas', gas);
    const { service, recorded } = await start();
    await askedAgain(
      site,
      gas.map(({ id }) => `/${id}`),
      2,
    );

    const [, removed, ...kept] = gas;
    const moved = { id: 'gas-1', url: `http://127.0.9.9:${site.port}/elsewhere` };
    const added = { id: 'gas-new', url: `http://127.0.9.10:${site.port}/gas-new` };
    const taken = recorded.next('config.reloaded');
    folder.writeSector('gas', [moved, ...kept, added]);
    expect((await taken).fields).toMatchObject({ added: 1, removed: 1, changed: 1, targets: 20 });
    const removedAsked = site.askedAt.get(`/${removed?.id}`)?.length ?? 0;
    await askedAgain(site, ['/elsewhere', '/gas-new', ...kept.map(({ id }) => `/${id}`)], 3);
    expect(site.askedAt.get(`/${removed?.id}`)?.length).toBeLessThanOrEqual(removedAsked + 1);
    expect(await shownTargets(service.url)).toEqual([
      'gas-1',
      ...kept.map(({ id }) => id),
      'gas-new',
    ]);
    await service.close();
    running = null;

    const samples = await stored();
    // On a busy machine a slot may come late, or not while it stands still, or an answer too late; that is recorded.
    const ends = new Set(samples.map(({ reason }) => reason));
    expect([null, 'late', 'paused', 'timeout']).toEqual(expect.arrayContaining([...ends]));
    for (const { id } of kept) {
      const slots = samples.filter(({ target }) => target === id).map((one) => one.scheduledAt);
      const [first = 0] = slots;
      expect(slots, id).toEqual(slots.map((_, index) => first + index * 1000));
    }
    const gaps = await openEmbeddedReader(folder.dataDir).gaps({ from: 0, to: Date.now() });
    expect(gaps).toEqual([]);
  });

  it('changes nothing for a file that is invalid, says so, and takes it once it is mended', async () => {
    const gas = sitesOf('gas', 3, site.port);
    folder.writeSector('gas', gas);
    const { service, recorded } = await start();
    const refused = recorded.next('config.reload_refused');
    folder.writeFile('sectors/gas.yaml', 'sector: { id: gas, field: nowhere\n');
    expect((await refused).fields).toMatchObject({ reason: 'invalid' });
    await askedAgain(site, ['/gas-1', '/gas-2', '/gas-3'], 2);
    expect(await shownTargets(service.url)).toEqual(['gas-1', 'gas-2', 'gas-3']);
    const metrics = async () => await (await fetch(`${service.url}/metrics`)).text();
    expect(await metrics()).toMatch(/^yamabiko_config_reload_refused 1$/m);
    const shown = await fetch(`${service.url}/api/prober`);
    expect(await shown.json()).toMatchObject({
      data: {
        reload: { refused: { reason: 'invalid', problems: [{ file: 'sectors/gas.yaml' }] } },
      },
    });

    const taken = recorded.next('config.reloaded');
    folder.writeSector('gas', [
      ...gas,
      { id: 'gas-4', url: `http://127.0.9.4:${site.port}/gas-4` },
    ]);
    await taken;
    await askedAgain(site, ['/gas-4']);
    expect(await metrics()).toMatch(/^yamabiko_config_reload_refused 0$/m);
  });

  it('refuses to remove more than 5 % until these very sites are approved', async () => {
    const gas = sitesOf('gas', 10, site.port);
    folder.writeSector('gas', gas);
    const { service, recorded } = await start();
    const refused = recorded.next('config.reload_refused');
    folder.writeSector('gas', gas.slice(2));
    expect((await refused).fields).toMatchObject({ reason: 'removals', removals: 2 });
    expect(await shownTargets(service.url)).toHaveLength(10);

    const stillRefused = recorded.next('config.reload_refused');
    await approveRemovals(folder.dataDir, removal('gas-1', 'gas-3'), Date.now());
    expect((await stillRefused).fields).toMatchObject({ reason: 'removals', removals: 2 });
    const taken = recorded.next('config.reloaded');
    await approveRemovals(folder.dataDir, removal('gas-2', 'gas-1'), Date.now());
    expect((await taken).fields).toMatchObject({ removed: 2, approvedRemovals: 2 });
    expect(await shownTargets(service.url)).toHaveLength(8);
    await service.close();
    running = null;
    const applied = await readApplied(folder.dataDir);
    expect(applied?.parts.filter(({ kind }) => kind === 'target')).toHaveLength(8);
  });

  it('keeps the limits of an address for targets that come with a reload', async () => {
    folder.writeSector('gas', sitesOf('gas', 1, site.port));
    const { recorded } = await start();
    const crowd = Array.from({ length: 6 }, (_, index) => ({
      id: `crowd-${index}`,
      url: `http://127.0.50.1:${site.port}/crowd-${index}`,
      schedule: '*/6 * * * * *',
    }));
    const taken = recorded.next('config.reloaded');
    folder.writeSector('gas', [...sitesOf('gas', 1, site.port), ...crowd]);
    await taken;
    await askedAgain(
      site,
      crowd.map(({ id }) => `/${id}`),
    );
    const starts = crowd
      .flatMap(({ id }) => site.askedAt.get(`/${id}`) ?? [])
      .sort((a, b) => a - b);
    for (const [index, at] of starts.entries()) {
      const third = starts[index + 2];
      if (third !== undefined) expect(third - at).toBeGreaterThan(900);
    }
  });

  it('says which settings wait for a restart and takes the rest', async () => {
    folder.writeSector('gas', sitesOf('gas', 2, site.port));
    const { service, recorded } = await start();
    const restart = recorded.next('config.restart_needed');
    const taken = recorded.next('config.reloaded');
    folder.writeCouncil('defaults: { limits: { perAddressConcurrency: 1 } }\nvantage: other');
    expect((await restart).fields).toEqual({
      settings: ['vantage', 'defaults.limits.perAddressConcurrency'],
    });
    expect((await taken).fields).toMatchObject({ changed: 0, targets: 2 });
    const prober = await (await fetch(`${service.url}/api/prober`)).json();
    expect(prober).toMatchObject({
      data: { reload: { restart: ['vantage', 'defaults.limits.perAddressConcurrency'] } },
    });
  });

  it('refuses a removed sector and a renamed id until their removals are approved', async () => {
    folder.writeSector('gas', sitesOf('gas', 3, site.port));
    folder.writeSector('oil', sitesOf('oil4', 2, site.port));
    const { service, recorded } = await start();
    const first = recorded.next('config.reload_refused');
    folder.removeSector('oil');
    expect((await first).fields).toMatchObject({ reason: 'removals', removals: 2 });
    const second = recorded.next('config.reload_refused');
    const [gone, ...rest] = sitesOf('gas', 3, site.port);
    folder.writeSector('gas', [{ ...gone, id: 'gas-one', url: gone?.url ?? '' }, ...rest]);
    expect((await second).fields).toMatchObject({ reason: 'removals', removals: 3 });
    const taken = recorded.next('config.reloaded');
    await approveRemovals(folder.dataDir, removal('gas-1', 'oil4-1', 'oil4-2'), Date.now());
    expect((await taken).fields).toMatchObject({ removed: 2, renamed: 1 });
    expect(await shownTargets(service.url)).toEqual(['gas-one', 'gas-2', 'gas-3']);
  });
});

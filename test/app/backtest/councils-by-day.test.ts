import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CouncilsByDay } from '../../../src/app/backtest/councils-by-day.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import { type CouncilFolder, councilFolder } from '../running-council.ts';

const HOUR_MS = 3_600_000;
/** Midnights of Japan. */
const OCTOBER_1 = Date.UTC(2026, 8, 30, 15);
const OCTOBER_2 = OCTOBER_1 + 24 * HOUR_MS;

describe('what a configuration had put in force', () => {
  let folder: CouncilFolder;
  const dir = mkdtempSync(join(tmpdir(), 'yamabiko-facts-'));

  beforeAll(() => {
    folder = councilFolder();
    folder.writeCouncil(
      'maintenance: [{ id: night, kind: once, targets: [gas-1], from: 2026-10-01T02:00, to: 2026-10-01T04:00 }]',
    );
    const site = { url: 'https://gas.example/', schedule: '* * * * *' };
    folder.writeSector('gas', [
      { id: 'gas-1', ...site },
      { id: 'gas-2', ...site },
    ]);
  });

  afterAll(() => {
    folder.remove();
    rmSync(dir, { recursive: true });
  });

  async function councils() {
    const config = await requireConfig(folder.dir);
    const at = OCTOBER_1 + 5 * HOUR_MS;
    const by = { actor: 'somebody', reason: null };
    const stopped = [
      { target: 'gas-2', at, ...by },
      { target: 'gas-3', at, ...by },
    ];
    return await CouncilsByDay.of({ config, storeDir: dir, stopped });
  }

  it('may change at midnight and where sites were stopped, once each', async () => {
    const range = { from: OCTOBER_1 - HOUR_MS, to: OCTOBER_2 + HOUR_MS };
    const cuts = [OCTOBER_1, OCTOBER_1 + 5 * HOUR_MS, OCTOBER_2];
    expect((await councils()).cuts(range)).toEqual(cuts);
  });

  it('has a site from the day of its enrolment until it was stopped', async () => {
    const of = await councils();
    const sites = (at: number) => [...of.at(at).council.places.keys()];
    expect(sites(OCTOBER_1 - 1)).toEqual([]);
    expect(sites(OCTOBER_1)).toEqual(['gas-1', 'gas-2']);
    expect(sites(OCTOBER_1 + 5 * HOUR_MS)).toEqual(['gas-1']);
  });

  it('has the planned work of the day, and the intervals and thresholds of its files', async () => {
    const { maintenanceOf, council } = (await councils()).at(OCTOBER_1);
    expect(maintenanceOf('gas-1', OCTOBER_1 + 3 * HOUR_MS)?.window).toBe('night');
    expect(maintenanceOf('gas-1', OCTOBER_1 + 5 * HOUR_MS)).toBeNull();
    expect(council.places.get('gas-1')?.settings).toMatchObject({ intervalMs: 60_000 });
  });

  it('knows what a service had found sites to share', async () => {
    const fact = { kind: 'name_servers', text: 'ns1.example ns2.example' };
    const facts = {
      hosts: { 'gas.example': { at: 1, facts: [['name_servers', fact.text]] } },
      seen: {},
    };
    expect((await councils()).at(OCTOBER_1).facts.factsOf('gas-1')).toEqual([]);
    writeFileSync(join(dir, 'facts.json'), JSON.stringify(facts));
    expect((await councils()).at(OCTOBER_1).facts.factsOf('gas-1')).toEqual([fact]);
  });
});

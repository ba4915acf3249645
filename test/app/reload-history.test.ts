import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFolder, planText } from '../../src/app/plan.ts';
import { envelopeOf } from '../../src/board/api-schema.ts';
import type { PlanDto } from '../../src/board/dto/plan.ts';
import { planSchema } from '../../src/board/plan-schema.ts';
import {
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
  folder.writeSector('gas', sitesOf('gas', 10, site.port));
  running = await startCouncil(folder);
});

afterEach(async () => {
  await running?.service.close();
  await site.close();
  folder.remove();
});

async function told(): Promise<PlanDto> {
  const answer = await fetch(`${running?.service.url}/api/plan`);
  expect(answer.headers.get('tlp')).toBe('TLP:AMBER+STRICT');
  return envelopeOf(planSchema).parse(await answer.json()).data;
}

async function toldAfter(event: string, write: () => void): Promise<PlanDto> {
  const heard = running?.recorded.next(event);
  write();
  await heard;
  return await told();
}

describe('what became of the configuration, as the board is told', () => {
  it('is each change that was taken, as plan had worded it, with its files', async () => {
    expect(await told()).toMatchObject({ applied: [], waiting: null });
    const gas = sitesOf('gas', 10, site.port);
    const [first, ...rest] = gas;
    const moved = { id: 'gas-1', url: `${first?.url}/elsewhere` };
    const added = { id: 'gas-11', url: `http://127.0.3.11:${site.port}/gas-11` };
    const { applied, inForce } = await toldAfter('config.reloaded', () =>
      folder.writeSector('gas', [moved, ...rest, added]),
    );
    expect(applied).toMatchObject([
      {
        ...{ at: inForce?.loadedAt, trigger: 'files', confirmedRemovals: null, restart: [] },
        files: [{ file: 'sectors/gas.yaml', change: 'changed' }],
        plan: {
          sectors: [{ sector: 'gas', added: 1, removed: 0, changed: 1, kept: 9 }],
          changes: [
            {
              change: 'added',
              kind: 'member',
              what: { en: 'member m-gas-11', ja: '構成員 m-gas-11' },
            },
            {
              ...{ change: 'changed', kind: 'target', what: { en: 'gas-1' } },
              fields: [
                { name: { en: 'URL' }, before: { en: first?.url }, after: { en: moved.url } },
              ],
            },
            { change: 'added', kind: 'target', url: added.url, member: { ja: '団体' } },
          ],
        },
      },
    ]);
  });

  it('is what a change would do that removes too many, until it is approved', async () => {
    const gas = sitesOf('gas', 8, site.port);
    const { waiting, applied } = await toldAfter('config.reload_refused', () =>
      folder.writeSector('gas', gas),
    );
    expect(applied).toEqual([]);
    expect(waiting).toMatchObject({
      trigger: 'files',
      files: [{ file: 'sectors/gas.yaml', change: 'changed' }],
      refused: { reason: 'removals', removals: 2, problems: [] },
      plan: { removals: { count: 2, of: 10 }, sectors: [{ removed: 2 }] },
    });
    const call = { configDir: folder.dir, againstDir: null, dataDir: folder.dataDir };
    const report = await planFolder({ ...call, confirmedRemovals: null }, Date.now());
    const lines = planText(report, 'ja').join('\n');
    for (const { what } of waiting?.plan?.changes ?? []) expect(lines).toContain(what.ja);

    const approved = await toldAfter('config.reloaded', () => {
      void planFolder({ ...call, confirmedRemovals: 2 }, Date.now());
    });
    expect(approved).toMatchObject({
      waiting: null,
      applied: [
        {
          ...{ trigger: 'approval', confirmedRemovals: 2 },
          files: [{ file: 'sectors/gas.yaml', change: 'changed' }],
          plan: { removals: { count: 2, of: 10 } },
        },
      ],
    });
  });

  it('is the problems of files that are wrong, of which no plan can be made', async () => {
    const { waiting } = await toldAfter('config.reload_refused', () =>
      folder.writeFile('sectors/oil.yaml', 'sector: { id: oil, field: nowhere\n'),
    );
    expect(waiting).toMatchObject({
      files: [{ file: 'sectors/oil.yaml', change: 'added' }],
      refused: { reason: 'invalid', problems: [{ file: 'sectors/oil.yaml' }], removals: null },
      plan: null,
    });
  });

  it('names the settings that wait for a restart', async () => {
    const { applied, inForce } = await toldAfter('config.reloaded', () =>
      folder.writeCouncil('board: { port: 8099 }'),
    );
    expect(inForce?.restart).toEqual(['board']);
    expect(applied).toMatchObject([
      { files: [{ file: 'yamabiko.yaml' }], plan: { changes: [] }, restart: ['board'] },
    ]);
  });

  it('begins with what the files had become while no service ran', async () => {
    await running?.service.close();
    folder.writeSector('gas', sitesOf('gas', 11, site.port));
    running = await startCouncil(folder);
    const { applied, waiting } = await told();
    expect(waiting).toBeNull();
    expect(applied).toMatchObject([
      { trigger: 'start', files: [], plan: { sectors: [{ sector: 'gas', added: 1, kept: 10 }] } },
    ]);
  });
});

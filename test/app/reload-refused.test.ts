import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProberDto } from '../../src/board/dto/prober.ts';
import type { Text } from '../../src/core/words/language.ts';
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
let running: RunningCouncil;

// One service for all: a refused change leaves nothing behind.
beforeAll(async () => {
  folder = councilFolder();
  site = await startNotingSite();
  writeGood();
  running = await startCouncil(folder);
});

afterAll(async () => {
  await running.service.close();
  await site.close();
  folder.remove();
});

function writeGood(): void {
  folder.writeCouncil();
  folder.writeSector('gas', sitesOf('gas', 2, site.port));
}

/** What the board shows of a refused change. */
async function shownProblems(url: string): Promise<readonly Text[]> {
  const response = await fetch(`${url}/api/prober`);
  const { data } = (await response.json()) as { data: Pick<ProberDto, 'reload'> };
  return (data.reload?.refused?.problems ?? []).map(({ text }) => text);
}

const JAPANESE = /[\u3040-\u30ff]/;

describe('a reload of files that do not go together', () => {
  const WRONG: readonly [what: string, write: (folder: CouncilFolder, port: number) => void][] = [
    [
      'two files that claim one target',
      (council, port) => council.writeSector('oil', sitesOf('gas', 1, port)),
    ],
    [
      'a schedule that never fires',
      (council, port) =>
        council.writeSector('gas', [
          { id: 'gas-1', url: `http://127.0.3.1:${port}/gas-1`, schedule: '0 0 30 2 *' },
        ]),
    ],
    [
      'a time zone that does not exist',
      (council) =>
        council.writeFile(
          'yamabiko.yaml',
          `council: { name: { ja: 試験, en: Test }, timezone: Asia/Edo }
operator: { name: { ja: 試験, en: Test }, contactUrl: https://contact.example/ }
fields: [{ id: energy, name: { ja: エネルギー, en: Energy } }]\n`,
        ),
    ],
    [
      'a public target without enrolment',
      (council) =>
        council.writeFile(
          'sectors/oil.yaml',
          `sector: { id: oil, field: energy, name: { ja: 石油, en: Oil } }
members: [{ id: o, name: { ja: 団体, en: O }, targets: [{ id: o-1, url: "https://o.example/" }] }]\n`,
        ),
    ],
    [
      'practice sites among public ones',
      (council) =>
        council.writeFile(
          'sectors/oil.yaml',
          `sector: { id: oil, field: energy, name: { ja: 石油, en: Oil } }
members: [{ id: o, name: { ja: 団体, en: O }, targets: [{ id: o-1, practice: { profile: steady } }] }]\n`,
        ),
    ],
  ];

  it.each(WRONG)(
    'refuses %s and goes on as before',
    async (_, write) => {
      const { service, recorded } = running;
      const refused = recorded.next('config.reload_refused');
      write(folder, site.port);
      expect((await refused).fields).toMatchObject({ reason: 'invalid' });
      const problems = await shownProblems(service.url);
      expect(problems).not.toEqual([]);
      for (const { ja, en } of problems) {
        expect(ja).toMatch(JAPANESE);
        expect(en).not.toMatch(JAPANESE);
      }
      await askedAgain(site, ['/gas-1', '/gas-2']);
      expect(await shownTargets(service.url)).toEqual(['gas-1', 'gas-2']);

      const taken = recorded.next('config.reloaded');
      folder.removeSector('oil');
      writeGood();
      expect((await taken).fields).toMatchObject({ added: 0, removed: 0, changed: 0 });
      expect(await shownProblems(service.url)).toEqual([]);
    },
    60_000,
  );

  it('says in both languages why the files could not be read at all', async () => {
    const { service, recorded } = running;
    const refused = recorded.next('config.reload_refused');
    renameSync(folder.dir, `${folder.dir}-gone`);
    await service.reload('signal');
    expect((await refused).fields).toMatchObject({ reason: 'failed' });
    expect(await shownProblems(service.url)).toEqual([
      {
        ja: `設定フォルダ ${folder.dir} がありません`,
        en: `there is no configuration folder ${folder.dir}`,
      },
    ]);
    await askedAgain(site, ['/gas-1', '/gas-2']);
  });
});

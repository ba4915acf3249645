import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  sitesOf,
  startNotingSite,
} from '../app/running-council.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

/** A public service that stands still, and a practice council that runs below the same directory. */
describe('stop and load, where public and practice data lie together', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let practice: Yamabiko;

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    const home = { id: 'practice-gas-0001-www', url: `http://127.0.8.1:${site.port}/home` };
    folder.writeSector('gas', [home, ...sitesOf('gas', 2, site.port)]);
    const place = ['--data', folder.dataDir, '--listen', '127.0.0.1:0'];
    const service = new Yamabiko(['run', '--config', folder.dir, ...place]);
    await service.printed(/Board: /);
    await askedAgain(site, ['/gas-1', '/home']);
    await service.stop();
    practice = new Yamabiko(['run', '--practice', 'small', ...place]);
    await practice.printed(/Board: /);
  });

  afterAll(async () => {
    await practice.stop('SIGKILL');
    await site.close();
    folder.remove();
  });

  const on = (command: string, ...words: readonly string[]) =>
    yamabiko([command, ...words, '--data', folder.dataDir]);
  const stop = (...words: readonly string[]) => on('stop', ...words, '--config', folder.dir);

  it('stops the public site, and names the practice site of the same id', async () => {
    const { code, stdout } = await stop('practice-gas-0001-www');
    expect(code).toBe(0);
    expect(stdout).toContain('practice-gas-0001-www is stopped. No service runs on this data now');
    expect(stdout).toContain(
      `A site practice-gas-0001-www is in ${folder.dataDir}/practice too; nothing was done there`,
    );
  });

  it('stops what only the practice council has, and says so', async () => {
    const { code, stdout } = await stop('practice-gas-0002-www');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('practice-gas-0002-www (a practice site) was stopped at'),
    });
    const list = await stop('--list');
    expect(list.stdout).toMatch(
      /^practice-gas-0001-www {2}since .*\n(?:.*\n)?practice-gas-0002-www \(a practice/,
    );
  });

  it('loads the public samples, and says that there are others', async () => {
    const { stdout } = await on('load');
    expect(stdout).not.toContain('PRACTICE');
    expect(stdout).toMatch(/^practice-gas-0001-www \(stopped\) /m);
    expect(stdout).toContain(`${folder.dataDir}/practice holds other samples`);
  });
});

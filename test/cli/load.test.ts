import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

interface Report {
  readonly marking: string;
  readonly data: {
    readonly total: {
      readonly targets: number;
      readonly requests: number;
      readonly scaled: boolean;
    };
    readonly targets: readonly { readonly target: string; readonly requestsADay: number }[];
  };
}

describe('what a council asks of its sites', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  const out = mkdtempSync(join(tmpdir(), 'yamabiko-about-'));

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 3, site.port));
    const place = ['--config', folder.dir, '--data', folder.dataDir];
    const service = new Yamabiko(['run', ...place, '--listen', '127.0.0.1:0']);
    await service.printed(/Board: /);
    await askedAgain(site, ['/gas-1', '/gas-2', '/gas-3'], 3);
    await service.stop();
  });

  afterAll(async () => {
    await site.close();
    folder.remove();
    rmSync(out, { recursive: true });
  });

  const load = (...words: readonly string[]) =>
    yamabiko(['load', '--data', folder.dataDir, ...words]);

  it('is counted request for request, and scaled to a day where less is stored', async () => {
    const { code, stdout } = await load('--json');
    const { marking, data }: Report = JSON.parse(stdout);
    const asked = [...site.askedAt.values()].reduce((sum, times) => sum + times.length, 0);
    expect(code).toBe(0);
    expect(marking).toBe('TLP:AMBER+STRICT');
    expect(data.total).toMatchObject({ targets: 3, requests: asked, scaled: true });
    for (const { requestsADay } of data.targets) expect(requestsADay).toBe(86_400);
  });

  it('is printed for all or for one site, in both languages, with what the figures mean', async () => {
    const all = await load();
    expect(all.stdout).toMatch(/^TLP:AMBER\+STRICT\n.* from .{16}\+09:00 to .{16}\+09:00\n/);
    expect(all.stdout).toMatch(/^Times are in Asia\/Tokyo\.\n$/m);
    expect(all.stdout).toMatch(/^total +3 +259,200\* /m);
    expect(all.stdout).toContain('* Less than 24 hours are stored; scaled to a day');
    const one = await load('gas-2', '--lang', 'ja');
    expect(one.stdout).toMatch(/^gas-2 +86,400\* /m);
    expect(one.stdout).not.toContain('gas-1');
    expect(one.stdout).toContain('換算した値');
    expect(one.stdout).toMatch(/^時刻は Asia\/Tokyo。\n$/m);
  });

  it('is not told of a site or a directory without samples', async () => {
    expect(await load('gas-9')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'nothing of gas-9 is stored of the last 24 hours (did you mean',
      ),
    });
    const nowhere = await yamabiko(['load', '--data', '/nowhere']);
    expect(nowhere.code).toBe(1);
  });

  it('stands on the page for those who are measured, written in both languages', async () => {
    const place = ['--config', folder.dir, '--data', folder.dataDir];
    const { code, stdout } = await yamabiko(['about', '--out', join(out, 'a/b'), ...place]);
    expect(code).toBe(0);
    const files = stdout.trim().split('\n');
    expect(files).toHaveLength(2);
    for (const file of files) {
      const html = readFileSync(file, 'utf8');
      expect(html).toContain('(+https://contact.example/)');
      expect(html).toContain('3,600');
    }
    const without = await yamabiko(['about', ...place]);
    expect(without.code).toBe(2);
    // A folder that takes no new one, and says that it is not there itself.
    for (const nowhere of ['/proc/yamabiko', '/proc/yamabiko/below']) {
      const { code, stderr } = await yamabiko(['about', '--out', nowhere, ...place]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('cannot be written ('),
      });
    }
  });

  it('leaves sites that share nothing out of that page', async () => {
    const place = ['--config', folder.dir, '--data', folder.dataDir];
    folder.writeCouncil('defaults: { consent: own }');
    const { stdout } = await yamabiko(['about', '--out', join(out, 'own'), ...place]);
    for (const file of stdout.trim().split('\n')) {
      const html = readFileSync(file, 'utf8');
      expect(html).toMatch(/Nothing was measured yet|まだ計測値がありません/);
      expect(html).not.toContain('3,600');
    }
  });
});

import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVAL_FILE } from '../../src/config/removal-approval.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  sitesOf,
  startNotingSite,
} from '../app/running-council.ts';
import { needs, OTHER_USER } from '../support/needs.ts';
import { CHECKOUT, Yamabiko, yamabiko } from '../support/yamabiko.ts';

/** The service runs as an ordinary user; the operator's shell is root's. */
describe.skipIf(!needs('root', 'bound-by-rights'))('a service of another user', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let service: Yamabiko | null = null;
  const control = () => join(folder.dataDir, 'control');

  beforeAll(async () => {
    site = await startNotingSite();
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 4, site.port));
    mkdirSync(control(), { recursive: true });
    // What an operator's slip leaves: a request that the service may not read, one that is a folder.
    writeFileSync(join(control(), '0.request.json'), '{}', { mode: 0o600 });
    mkdirSync(join(control(), '1.request.json'));
    giveAway(dirname(folder.dir));
    lchownSync(join(control(), '0.request.json'), 0, 0);
    await start();
  });

  afterAll(async () => {
    await service?.stop('SIGKILL');
    await site.close();
    folder.remove();
  });

  async function start(): Promise<void> {
    const words = ['run', '--config', folder.dir, '--data', folder.dataDir];
    const installation = { ...CHECKOUT, user: OTHER_USER };
    service = new Yamabiko([...words, '--listen', '127.0.0.1:0'], {}, installation);
    await service.printed(/Board: /);
  }

  const stop = (...words: readonly string[]) =>
    yamabiko(['stop', ...words, '--data', folder.dataDir, '--config', folder.dir]);

  it('starts beside requests that it cannot read, and takes those of root', async () => {
    await askedAgain(site, ['/gas-1']);
    expect(await stop('gas-1', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"kind":"stopped"'),
    });
    await service?.logged(/"control.request_failed","id":"0","error":"EACCES/);
    await service?.logged(/"control.request_failed","id":"1","error":"EISDIR/);
    rmSync(join(control(), '1.request.json'), { recursive: true });
    rmSync(join(control(), '0.request.json'));
  });

  it('takes removals that root has approved, and names an approval that it cannot read', async () => {
    const plan = ['plan', '--config', folder.dir, '--data', folder.dataDir];
    const approval = join(folder.dataDir, APPROVAL_FILE);
    writeFileSync(approval, '{}');
    chmodSync(approval, 0o600);
    folder.writeSector('gas', sitesOf('gas', 3, site.port));
    await service?.logged(/"config.reload_refused","reason":"removals".*no permission to read/);
    const board = (await service?.printed(/Board: (\S+)/))?.[1] ?? '';
    const shown = await (await fetch(`${board}/api/prober`)).json();
    expect(shown).toMatchObject({
      data: {
        reload: {
          refused: {
            reason: 'removals',
            removals: 1,
            problems: [{ text: { ja: expect.stringContaining('を読む権限がありません') } }],
          },
        },
      },
    });
    rmSync(approval);
    const approved = await yamabiko([...plan, '--confirm-removals', '1']);
    expect(approved.stderr).toContain('Approved');
    await service?.logged(/"config.reloaded".*"approvedRemovals":1/);
    expect(existsSync(approval)).toBe(false);
  });

  it('is not written to by others while it stands still, which the command says at once', async () => {
    await service?.stop();
    const refused = await stop('gas-2');
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('belongs to another user (uid 65534); nothing was changed'),
    });
    expect(rootsOwn(folder.dataDir)).toEqual([]);
    expect(await stop('--list', '--json')).toMatchObject({
      stdout: expect.not.stringContaining('gas-2'),
    });
    await start();
    await askedAgain(site, ['/gas-2', '/gas-3']);
  });
});

function rootsOwn(dir: string): string[] {
  return readdirSync(dir).filter((name) => lstatSync(join(dir, name)).uid === 0);
}

function giveAway(path: string): void {
  const { uid, gid } = OTHER_USER;
  lchownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), uid, gid);
  }
}

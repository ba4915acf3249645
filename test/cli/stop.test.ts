import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statePath } from '../../src/store/embedded/file-names.ts';
import { StateFile } from '../../src/store/embedded/state-file.ts';
import {
  askedAgain,
  type CouncilFolder,
  councilFolder,
  type NotingSite,
  sitesOf,
  startNotingSite,
} from '../app/running-council.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

describe('stop', () => {
  let site: NotingSite;
  let folder: CouncilFolder;
  let service: Yamabiko | null = null;

  beforeAll(async () => {
    site = await startNotingSite(100);
    folder = councilFolder();
    folder.writeSector('gas', sitesOf('gas', 3, site.port));
    await start();
  });

  afterAll(async () => {
    await service?.stop('SIGKILL');
    await site.close();
    folder.remove();
  });

  async function start(): Promise<void> {
    const place = ['--config', folder.dir, '--data', folder.dataDir];
    service = new Yamabiko(['run', ...place, '--listen', '127.0.0.1:0']);
    await service.printed(/Board: /);
  }

  const stop = (...words: readonly string[]) =>
    yamabiko(['stop', ...words, '--data', folder.dataDir, '--config', folder.dir]);

  const timesAsked = (path: string) => site.askedAt.get(path)?.length ?? 0;

  it('sends no request any more to a site that it was told to stop, while it runs', async () => {
    await askedAgain(site, ['/gas-1', '/gas-2', '/gas-3']);
    const begunAt = Date.now();
    const { code, stdout } = await stop('gas-1', '--reason', 'asked by telephone', '--json');
    const asked = timesAsked('/gas-1');
    expect(Date.now() - begunAt).toBeLessThan(60_000);
    const said: { outcome: { kind: string; at: number; quietAt: number }; by: string } =
      JSON.parse(stdout);
    expect({ code, kind: said.outcome.kind, by: said.by }).toEqual({
      code: 0,
      kind: 'stopped',
      by: 'service',
    });
    await askedAgain(site, ['/gas-2', '/gas-3'], 4);
    expect(timesAsked('/gas-1')).toBe(asked);
    const last = site.askedAt.get('/gas-1')?.at(-1) ?? 0;
    expect(last).toBeLessThanOrEqual(said.outcome.quietAt);
  });

  it('says that it is stopped already, which are, and what no site is', async () => {
    const again = await stop('gas-1');
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(
      /gas-1 has been stopped since .{19}\+09:00 \(operator: asked by telephone\)\.\nTimes are in Asia\/Tokyo\.\n$/,
    );
    const unknown = await stop('gsa-2', '--lang', 'ja');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain(
      'gsa-2 という計測対象はありません（gas-2 の誤りではありませんか）',
    );
    const list = await stop('--list');
    expect(list.stdout).toMatch(
      /^gas-1 {2}since .{19}\+09:00 {2}operator {2}asked by telephone\nTimes are in Asia\/Tokyo\.\n$/,
    );
    for (const words of [
      ['gas-1', '--list'],
      ['--list', '--reason', 'x'],
    ]) {
      expect(await stop(...words)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--list only lists'),
      });
    }
    const moved = await stop('gas-3', '--reason', 'asked\u001b[2Kby nobody\nat all');
    expect(moved).toMatchObject({ code: 2, stderr: expect.stringContaining('one line') });
    const wrong = await stop('Gas 1');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('is no id of a site') });
  });

  it('says of a site of the files that the service has not taken it, and proposes no other', async () => {
    const board = (await service?.printed(/Board: (\S+)/))?.[1] ?? '';
    folder.writeSector('gas', sitesOf('gas', 3, site.port).slice(1));
    folder.writeSector('oil', sitesOf('oil4', 1, site.port));
    await service?.logged(/"config.reload_refused","reason":"removals"/);
    const { code, stderr } = await stop('oil4-1');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('oil4-1 is in the configuration files, but the running'),
    });
    expect(stderr).not.toContain('did you mean');
    folder.removeSector('oil');
    folder.writeSector('gas', sitesOf('gas', 3, site.port));
    const isSettled = async () => {
      const prober = await (await fetch(`${board}/api/prober`)).json();
      return (prober as { data: { reload: { refused: unknown } } }).data.reload.refused === null;
    };
    while (!(await isSettled())) await new Promise((resolve) => setTimeout(resolve, 100));
  });

  it('shows it as stopped on the board', async () => {
    const board = (await service?.printed(/Board: (\S+)/))?.[1] ?? '';
    const answer = await fetch(`${board}/api/targets/gas-1`);
    expect(await answer.json()).toMatchObject({
      data: { stopped: { reason: 'asked by telephone' }, series: [{ newest: null }] },
    });
  });

  it('leaves it stopped across a restart and a reload', async () => {
    await service?.stop();
    const asked = timesAsked('/gas-1');
    await start();
    await askedAgain(site, ['/gas-2', '/gas-3'], 2);
    folder.writeSector('gas', sitesOf('gas', 4, site.port));
    await askedAgain(site, ['/gas-4'], 2);
    expect(timesAsked('/gas-1')).toBe(asked);
  });

  it('takes it up again at once with --resume', async () => {
    const resumed = await stop('gas-1', '--resume', '--reason', 'they agreed');
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('measured again') });
    await askedAgain(site, ['/gas-1'], 2);
    const twice = await stop('gas-1', '--resume');
    expect(twice).toMatchObject({ code: 1, stderr: expect.stringContaining('is not stopped') });
  });

  it('is done in the store where no service runs, and holds from the next start on', async () => {
    await service?.stop();
    const { code, stdout } = await stop('gas-2', '--lang', 'ja');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('次に起動しても計測しません'),
    });
    const asked = timesAsked('/gas-2');
    await start();
    await askedAgain(site, ['/gas-1', '/gas-3'], 2);
    expect(timesAsked('/gas-2')).toBe(asked);
  });

  it('leaves a line of the audit for each, and nothing in the control folder', () => {
    const state = new StateFile(statePath(folder.dataDir), { readOnly: true, sync: 'normal' });
    const lines = state.audit.lines({ after: 0, limit: 100 });
    state.close();
    expect(
      lines
        .filter(({ action }) => ['target.stopped', 'target.resumed'].includes(action))
        .map(({ actor, subject, detail }) => [actor, subject, detail]),
    ).toEqual([
      ['operator', 'gas-1', 'asked by telephone'],
      ['operator', 'gas-1', 'they agreed'],
      ['operator', 'gas-2', null],
    ]);
    expect(readdirSync(join(folder.dataDir, 'control'))).toEqual([]);
  });
});

describe('stop without a public service', () => {
  it('stops a practice site and says that it is one', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'yamabiko-stop-'));
    const service = new Yamabiko(['run', '--data', dataDir, '--listen', '127.0.0.1:0']);
    try {
      await service.printed(/Board: /);
      const { code, stdout } = await yamabiko(['stop', 'gas-0001-home', '--data', dataDir]);
      expect(stdout).toContain('gas-0001-home (a practice site) was stopped at');
      expect(code).toBe(0);
    } finally {
      await service.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('says where no service ever kept anything', async () => {
    const { code, stderr } = await yamabiko(['stop', 'gas-0001-home', '--data', '/nowhere']);
    expect(code).toBe(1);
    expect(stderr).toContain('/nowhere holds no data of a service');
  });
});

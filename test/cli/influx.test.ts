import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetupFolder } from '../app/influx/influx-places.ts';
import { GrafanaTestApi } from '../support/grafana-api.ts';
import { InfluxV2Api } from '../support/influx-v2-api.ts';
import { yamabiko } from '../support/yamabiko.ts';

describe('the commands influx and grafana', () => {
  let api: InfluxV2Api;
  let grafana: GrafanaTestApi;
  let folder: SetupFolder;
  beforeAll(async () => {
    [api, grafana] = await Promise.all([InfluxV2Api.start(), GrafanaTestApi.start()]);
    folder = await SetupFolder.make({ url: api.url, org: 'council' });
    await writeFile(join(folder.dir, 'admin.token'), `${api.operatorToken}\n`);
    await writeFile(join(folder.dir, 'grafana.password'), `${grafana.password}\n`);
  });
  afterAll(async () => {
    await Promise.all([api.close(), grafana.close(), folder.remove()]);
  });
  const influx = (...words: string[]) =>
    yamabiko(['influx', 'setup', '--config', folder.dir, ...words], {
      YAMABIKO_INFLUX_ADMIN_TOKEN: api.operatorToken,
      NO_PROXY: '127.0.0.1',
    });

  it('print what is done, then that nothing is left to do, and no token', async () => {
    const dry = await influx('--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain(
      'A dry run: nothing was written. A run would change 18 and keep 0.',
    );
    const first = await influx();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('  created    bucket                yamabiko  90 days\n');
    expect(first.stdout).toContain(
      '18 changed, 0 kept.\nNext is npx yamabiko grafana setup. Not in Grafana yet: gas, water',
    );
    const second = await influx('--lang', 'ja');
    expect(second.stdout).toMatch(/^変更はありません（18 件は設定のとおり）。\n/);
    const texts = first.stdout + second.stdout + (await influx('--json')).stdout;
    for (const { token } of api.state.authorizations) expect(texts).not.toContain(token);
  });

  it('print JSON, with what was done when a step was refused', async () => {
    const done = JSON.parse((await influx('--json')).stdout);
    expect(done).toMatchObject({ complete: true, dryRun: false, org: 'council', practice: false });
    const wrong = ['influx', 'setup', '--config', folder.dir, '--json'];
    const failed = await yamabiko(wrong, { YAMABIKO_INFLUX_ADMIN_TOKEN: 'wrong-token' });
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      complete: false,
      steps: [],
      error: { code: 'setup_failed' },
    });
    expect(failed.stdout + failed.stderr).not.toContain('wrong-token');
  });

  it('take secrets from files, and ask for them where there are none', async () => {
    const setup = ['influx', 'setup', '--config', folder.dir];
    const fromFile = await yamabiko([
      ...[...setup, '--admin-token-file', join(folder.dir, 'admin.token')],
    ]);
    expect(fromFile, fromFile.stderr).toMatchObject({ code: 0 });
    const none = await yamabiko(setup);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(
      'YAMABIKO_INFLUX_ADMIN_TOKEN in the environment or --admin-token-file',
    );
  });

  it('are two for all of it, and a third reads again', async () => {
    const provisioning = join(folder.dir, 'provisioning');
    await mkdir(provisioning);
    grafana.provisioning = provisioning;
    const password = ['--grafana-password-file', join(folder.dir, 'grafana.password')];
    const setup = ['grafana', 'setup', '--url', grafana.url, '--config', folder.dir, ...password];
    const dry = await yamabiko([...setup, '--provisioning', provisioning, '--dry-run']);
    expect(dry.stdout, dry.stderr).toContain('A dry run: nothing was written.');
    expect(await readdir(provisioning)).toEqual([]);
    await influx();
    const first = await yamabiko([...setup, '--provisioning', provisioning]);
    expect(first, first.stderr).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('  created    Grafana organisation  Yamabiko gas  id 2\n');
    expect(first.stdout).toContain(
      '13 changed, 0 kept.\nGrafana read again: datasources, dashboards, alerting\n',
    );
    const second = await yamabiko([...setup, '--provisioning', provisioning]);
    expect(second.stdout).toContain('Nothing to change: all 13 are as wanted.\n');
    const texts = first.stdout + second.stdout;
    for (const { token } of api.state.authorizations) expect(texts).not.toContain(token);
    expect(texts).not.toContain(grafana.password);
    const again = ['grafana', 'reload', '--url', `${grafana.url}/`, '--lang', 'ja', ...password];
    const { stdout } = await yamabiko(again);
    expect(stdout).toBe('Grafana が読み直しました: datasources, dashboards, alerting\n');
  });

  it('print nothing but statements for InfluxDB 1.x', async () => {
    const old = await InfluxV2Api.start({ version: '1.8.10' });
    const own = await SetupFolder.make({ url: old.url, org: 'council' });
    try {
      const words = ['influx', 'setup', '--config', own.dir, '--dry-run'];
      const { code, stdout } = await yamabiko(words);
      const [comment, first] = stdout.split('\n');
      expect([code, first]).toEqual([0, 'CREATE DATABASE "yamabiko"']);
      expect(comment).toMatch(/^-- InfluxDB 1\.8\.10: run these statements/);
    } finally {
      await Promise.all([old.close(), own.remove()]);
    }
  });

  it('answer wrong use with exit code 2', async () => {
    const ended = await Promise.all([
      yamabiko(['influx', 'teardown']),
      yamabiko(['grafana', 'setup', '--url', 'ftp://grafana.example/']),
      yamabiko(['grafana', 'setup']),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([2, 2, 2]);
    for (const { stderr } of ended) expect(stderr).toMatch(/yamabiko (influx|grafana) --help/);
  });
});

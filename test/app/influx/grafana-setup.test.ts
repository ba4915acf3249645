import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dataSourcesFileSchema } from '../../../src/app/influx/data-sources-file.ts';
import { runGrafanaSetup } from '../../../src/app/influx/grafana-setup.ts';
import { runInfluxSetup } from '../../../src/app/influx/influx-setup.ts';
import { isChange, type SetupStep } from '../../../src/app/influx/setup-step.ts';
import { GrafanaTestApi } from '../../support/grafana-api.ts';
import { InfluxV2Api } from '../../support/influx-v2-api.ts';
import { SetupFolder, stepText } from './influx-places.ts';

let grafana: GrafanaTestApi;
let api: InfluxV2Api;
let folder: SetupFolder;
let provisioning: string;
beforeEach(async () => {
  [grafana, api] = await Promise.all([GrafanaTestApi.start(), InfluxV2Api.start()]);
  folder = await SetupFolder.make({ url: api.url, org: 'council' });
  provisioning = join(folder.dir, 'etc', 'provisioning');
  await mkdir(provisioning, { recursive: true });
  grafana.provisioning = provisioning;
});
afterEach(async () => {
  await Promise.all([grafana.close(), api.close(), folder.remove()]);
});

const common = () => ({ configDir: folder.dir, practice: null, grafanaDir: null, warn: () => {} });

const influx = async () => {
  const steps: SetupStep[] = [];
  const report = await runInfluxSetup({
    ...common(),
    ...{ adminTokenFile: null, out: null, groupReadable: false, dryRun: false },
    environment: { YAMABIKO_INFLUX_ADMIN_TOKEN: api.operatorToken },
    onStep: (step) => steps.push(step),
  });
  return { report, changes: steps.filter(isChange).map(stepText) };
};

interface Options {
  readonly dryRun?: boolean;
  readonly user?: string;
  readonly provisioning?: string | null;
}

const setUp = async (options: Options = {}) => {
  const steps: SetupStep[] = [];
  const report = await runGrafanaSetup({
    ...common(),
    ...{ grafanaUrl: grafana.url, provisioning, mount: null, tokens: null, operatorMails: [] },
    ...{ grafanaPasswordFile: null, dryRun: false, dataDir: join(folder.dir, 'data'), ...options },
    environment: {
      YAMABIKO_GRAFANA_ADMIN_PASSWORD: grafana.password,
      YAMABIKO_GRAFANA_ADMIN_USER: options.user ?? 'admin',
    },
    onStep: (step) => steps.push(step),
    onWait: () => {},
  });
  return { report, steps, changes: steps.filter(isChange).map(stepText) };
};

const file = (name: string) => readFile(join(provisioning, name), 'utf8');
const ids = async () =>
  JSON.parse(await readFile(join(folder.dir, 'grafana', 'organisations.json'), 'utf8'));
const organisationOf = async (uid: string, place = provisioning): Promise<number | undefined> => {
  const text = await readFile(join(place, 'datasources', 'yamabiko.yaml'), 'utf8');
  const { datasources } = dataSourcesFileSchema.parse(parse(text));
  return datasources.find((each) => each.uid === uid)?.orgId;
};

describe('grafana setup after influx setup', () => {
  it('makes organisations, puts everything in its place, and has Grafana read it', async () => {
    grafana.add('Somebody else');
    await influx();
    const { changes, report } = await setUp();
    const at = (name: string) => join(provisioning, name);
    expect(changes).toEqual([
      'created grafana_organisation Yamabiko gas',
      'created grafana_organisation Yamabiko water',
      `created grafana_file ${join(folder.dir, 'grafana/organisations.json')}`,
      `updated grafana_file ${join(folder.dir, 'grafana/datasources/yamabiko.yaml')}`,
      `created grafana_token ${at('yamabiko-tokens/operators.token')}`,
      `created grafana_token ${at('yamabiko-tokens/sector-gas.token')}`,
      `created grafana_token ${at('yamabiko-tokens/sector-water.token')}`,
      `created grafana_file ${at('datasources/yamabiko.yaml')}`,
      `created grafana_dashboards ${at('yamabiko')}`,
      `created grafana_file ${at('dashboards/yamabiko.yaml')}`,
      `created grafana_file ${at('alerting/yamabiko-rules.yaml')}`,
      `created grafana_file ${at('alerting/yamabiko-contact-points.yaml')}`,
      `created grafana_file ${at('alerting/yamabiko-policies.yaml')}`,
    ]);
    expect(report.reloaded).toEqual(['datasources', 'dashboards', 'alerting']);
    expect(await ids()).toEqual({ gas: 3, water: 4 });
    expect(grafana.sources.get('3 sector-gas')).toBe(await folder.token('sector-gas.token'));
    expect(grafana.sources.get('4 shared')).toBe(await folder.token('sector-water.token'));
    expect(grafana.sources.get('1 yamabiko')).toBe(await folder.token('operators.token'));
    expect([...grafana.dashboards]).toContain('3 yamabiko-sector-en');
    expect([...grafana.dashboards]).not.toContain('3 yamabiko-prober');
  });

  it('changes nothing when it is run again, and has Grafana read all the same', async () => {
    await influx();
    await setUp();
    const { changes, report } = await setUp();
    expect(changes).toEqual([]);
    expect(report.reloaded).toEqual(['datasources', 'dashboards', 'alerting']);
    expect(grafana.reloaded).toHaveLength(6);
    expect((await influx()).changes).toEqual([]);
  });

  it('writes and makes nothing in a dry run', async () => {
    const { changes, report } = await setUp({ dryRun: true });
    expect(changes).toHaveLength(13);
    expect(report.reloaded).toEqual([]);
    expect(grafana.organisations.size).toBe(1);
    expect(await readdir(provisioning)).toEqual([]);
    await expect(ids()).rejects.toThrow('ENOENT');
  });

  it('gives Grafana what reads and not what writes, for its group alone', async () => {
    await influx();
    await setUp();
    const tokens = join(provisioning, 'yamabiko-tokens');
    expect((await readdir(tokens)).sort()).toEqual([
      'operators.token',
      'sector-gas.token',
      'sector-water.token',
    ]);
    expect((await stat(tokens)).mode & 0o777).toBe(0o750);
    const { mode, gid } = await stat(join(tokens, 'sector-gas.token'));
    expect([mode & 0o777, gid]).toEqual([0o640, (await stat(provisioning)).gid]);
    expect(await file('datasources/yamabiko.yaml')).not.toContain(
      await folder.token('sector-gas.token'),
    );
  });

  it('replaces a token that was replaced', async () => {
    await influx();
    await setUp();
    await writeFile(join(folder.out, 'operators.token'), 'another\n');
    const { changes } = await setUp();
    const path = join(provisioning, 'yamabiko-tokens/operators.token');
    expect(changes).toEqual([`replaced grafana_token ${path}`]);
    expect(grafana.sources.get('1 yamabiko')).toBe('another');
  });

  it('takes everything of a sector that is gone away, but for its organisation', async () => {
    await influx();
    await setUp();
    await folder.sectors('gas');
    const { steps, changes } = await setUp();
    expect(steps.map(stepText)).toContain('stale grafana_organisation Yamabiko water');
    const token = join(provisioning, 'yamabiko-tokens/sector-water.token');
    expect(changes).toContain(`removed grafana_token ${token}`);
    expect([...grafana.organisations.values()]).toContain('Yamabiko water');
    expect(await organisationOf('sector-water')).toBeUndefined();
    expect(await readdir(join(provisioning, 'yamabiko/sectors'))).toEqual(['gas']);
  });

  it('leaves a sector its organisation when another comes before it', async () => {
    await influx();
    await setUp();
    await folder.sectors('electricity', 'gas', 'water');
    await influx();
    await setUp();
    expect(await ids()).toEqual({ electricity: 4, gas: 2, water: 3 });
    expect(await organisationOf('sector-gas')).toBe(2);
  });

  it('gives no organisation of another name a sector’s data, whatever its id', async () => {
    await influx();
    await setUp();
    grafana.organisations.set(2, 'Somebody else');
    await setUp();
    expect(await organisationOf('sector-gas')).toBe(4);
  });

  it('makes organisations alone where no folder is named', async () => {
    const { changes, report } = await setUp({ provisioning: null });
    expect(changes).toHaveLength(4);
    expect(report.reloaded).toEqual([]);
    expect(await organisationOf('sector-gas', join(folder.dir, 'grafana'))).toBe(2);
  });
});

describe('grafana setup that cannot be done', () => {
  it('says that tokens are not there yet', async () => {
    await expect(setUp()).rejects.toThrow('run npx yamabiko influx setup first');
  });

  it('says that Grafana reads another folder', async () => {
    await influx();
    grafana.provisioning = null;
    await expect(setUp()).rejects.toMatchObject({
      code: 'setup_failed',
      text: {
        en: `organisation 1 of Grafana has no /api/datasources/uid/yamabiko: is ${provisioning} the provisioning folder of this Grafana, and can its user read what lies in it?`,
      },
    });
  });

  it('makes nothing where the folder is not there', async () => {
    await influx();
    await expect(setUp({ provisioning: join(folder.dir, 'none') })).rejects.toMatchObject({
      code: 'usage',
    });
    expect(grafana.organisations.size).toBe(1);
  });

  it('says which password was not accepted and who may make organisations', async () => {
    await expect(setUp({ user: 'someone' })).rejects.toMatchObject({
      code: 'setup_failed',
      text: {
        en: 'Grafana: listing the organisations: the user or the password was not accepted (HTTP 401, Invalid username or password)',
        ja: expect.stringContaining('ユーザ名かパスワードが受け入れられませんでした'),
      },
    });
    await expect(setUp({ user: 'viewer' })).rejects.toThrow('a Grafana server administrator');
  });

  it('refuses a file of organisations that cannot be used', async () => {
    await mkdir(join(folder.dir, 'grafana'));
    await writeFile(join(folder.dir, 'grafana', 'organisations.json'), '{"gas": "two"}');
    await expect(setUp()).rejects.toMatchObject({ code: 'setup_failed' });
    await expect(influx()).rejects.toMatchObject({ code: 'setup_failed' });
  });
});

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDashboards, DEFAULT_MOUNT } from '../../../src/app/dashboards/build-dashboards.ts';
import { requireConfig } from '../../../src/app/validate.ts';

const ROOT = join(import.meta.dirname, '../../..');
const GENERATED = join(ROOT, 'dashboards/generated');

describe('building dashboards', () => {
  let dir = '';
  let out = '';
  let config = '';

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-dashboards-'));
    out = join(dir, 'generated');
    config = join(dir, 'config');
    await cp(join(ROOT, 'config'), config, { recursive: true });
  });

  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function build(isCheck = false) {
    return await buildDashboards({
      config: await requireConfig(config),
      outDir: out,
      grafanaDir: join(config, 'grafana'),
      mount: DEFAULT_MOUNT,
      operatorMails: [],
      isCheck,
    });
  }

  async function textsOf(folder: string): Promise<ReadonlyMap<string, string>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((each) => each.isFile());
    const texts = files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const;
    });
    return new Map((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  it('finds what is committed to be that of the example', async () => {
    await cp(GENERATED, out, { recursive: true });
    const { written, removed } = await build(true);
    expect({ written, removed }, 'run `npx yamabiko dashboards build`').toEqual({
      written: [],
      removed: [],
    });
    const committed = [...(await textsOf(GENERATED)).keys()];
    expect(committed).toHaveLength(49);
  });

  it('makes the same out of nothing', async () => {
    await build();
    expect(await textsOf(out)).toEqual(await textsOf(GENERATED));
  });

  it('writes nothing twice, and says so', async () => {
    const first = await build();
    const second = await build();
    expect([first.written.length, first.unchanged]).toEqual([48, 0]);
    expect([second.written.length, second.unchanged]).toEqual([0, 48]);
  });

  it('removes the files of a sector that is gone and leaves what others put there', async () => {
    await build();
    await writeFile(join(out, 'sectors/gas/ja/note.txt'), 'mine');
    await rm(join(config, 'sectors/gas.yaml'));
    await rm(join(config, 'sectors/water.yaml'));
    const { removed } = await build();
    expect(removed).toHaveLength(12);
    expect(existsSync(join(out, 'sectors/water'))).toBe(false);
    expect(await readdir(join(out, 'sectors/gas/ja'))).toEqual(['note.txt']);
  });

  it('refuses a folder with anything in it that it did not make', async () => {
    await mkdir(out);
    await writeFile(join(out, 'letter.txt'), 'mine');
    await expect(build()).rejects.toMatchObject({ code: 'usage' });
    expect(await readdir(out)).toEqual(['letter.txt']);
  });

  it('refuses a manifest that is none', async () => {
    await mkdir(out);
    await writeFile(join(out, 'manifest.json'), '{"madeBy":"somebody"}');
    await expect(build()).rejects.toMatchObject({ code: 'usage' });
  });

  it('leaves sectors their organisations when one comes before them', async () => {
    await build();
    const aviation = (await readFile(join(config, 'sectors/gas.yaml'), 'utf8'))
      .replaceAll('gas-', 'aviation-')
      .replace('id: gas', 'id: aviation');
    await writeFile(join(config, 'sectors/aviation.yaml'), aviation);
    await build();
    const { organisations } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(organisations).toEqual({
      aviation: 8,
      banking: 2,
      gas: 3,
      'local-government': 4,
      medical: 5,
      securities: 6,
      water: 7,
    });
  });

  it('takes the organisations as Grafana gave them', async () => {
    await mkdir(join(config, 'grafana'));
    await writeFile(join(config, 'grafana/organisations.json'), '{"gas": 41, "water": 40}');
    await build();
    const providers = await readFile(join(out, 'provisioning/dashboards/yamabiko.yaml'), 'utf8');
    expect(providers).toMatch(/sectors\/gas ja\n {4}orgId: 41\n/);
    expect(providers).toMatch(/sectors\/water en\n {4}orgId: 40\n/);
  });

  const alerted = `
  alertsBy: grafana
  secretariat:
    name: { ja: 事務局, en: Office }
    contacts:
      - { kind: mail, to: office@example.jp, verifiedOn: 2026-10-01 }
      - { kind: mail, to: new@example.jp }
      - { kind: telephone, to: "+81-3-0000-0000", verifiedOn: 2026-10-01 }`;

  async function alertBanking(text: string): Promise<void> {
    const path = join(config, 'sectors/banking.yaml');
    const file = await readFile(path, 'utf8');
    await writeFile(path, file.replace(/( {2}field: finance)/, `$1${text}`));
  }

  it('tells verified mail contacts of the secretariat alone', async () => {
    await alertBanking(alerted);
    const report = await build();
    expect(report).toMatchObject({ unheard: [], rules: 7 });
    const points = await readFile(
      join(out, 'provisioning/alerting/yamabiko-contact-points.yaml'),
      'utf8',
    );
    expect(points).toContain('addresses: office@example.jp\n');
  });

  it('says which sector would be alerted and has nobody to tell', async () => {
    await alertBanking('\n  alertsBy: grafana');
    expect(await build()).toMatchObject({ unheard: ['banking'], rules: 2 });
  });

  it('deletes in Grafana what it had made there, and nothing in an organisation of others', async () => {
    await alertBanking(alerted);
    await build();
    await cp(join(ROOT, 'config/sectors/banking.yaml'), join(config, 'sectors/banking.yaml'));
    await build();
    const rules = join(out, 'provisioning/alerting/yamabiko-rules.yaml');
    expect(await readFile(rules, 'utf8')).toContain('uid: slow-critical-w1500-c3000');
    await mkdir(join(config, 'grafana'));
    await writeFile(join(config, 'grafana/organisations.json'), '{"banking": 9}');
    await build();
    expect(await readFile(rules, 'utf8')).toContain('deleteRules: []');
  });
});

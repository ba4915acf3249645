import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, yamabiko } from '../support/yamabiko.ts';

const LIST = `団体名,サイトURL,同意者,同意日
㈱髙﨑,https://takasaki.example.jp/,総務課,2026-10-01
架空市,https://kaku.example.jp/,総務課,2026-13-01
`;

describe('import and plan', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-cli-import-'));
    await cp(join(ROOT, 'config'), join(dir, 'config'), { recursive: true });
    await writeFile(
      join(dir, 'config/sectors/gas.yaml'),
      'sector: { id: gas, field: gas, name: Gas }\nmembers: []\n',
    );
    for (const name of ['banking', 'local-government', 'medical', 'securities', 'water']) {
      await rm(join(dir, 'config/sectors', `${name}.yaml`));
    }
    const council = join(dir, 'config/yamabiko.yaml');
    const operator = 'operator: { name: Office, contactUrl: https://office.example/ }\n';
    await writeFile(council, (await readFile(council, 'utf8')) + operator);
    await writeFile(join(dir, 'list.csv'), LIST);
  });
  afterEach(() => rm(dir, { recursive: true }));

  const options = () => ['--config', join(dir, 'config'), '--data', join(dir, 'data')];
  const list = (...words: string[]) =>
    yamabiko(['import', join(dir, 'list.csv'), '--sector', 'gas', ...options(), ...words]);

  it('tell every fault and write nothing, exit code 1', async () => {
    const { code, stderr } = await list('--lang', 'ja');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^3行目 D列（同意日）: 「2026-13-01」.* \[bad_date\]\n1 件の誤り/);
  });

  it('take a list and show it as the plan, exit code 0', async () => {
    await writeFile(join(dir, 'list.csv'), LIST.replace('2026-13-01', '2026-10-01'));
    const dry = await list('--dry-run', '--json');
    expect(JSON.parse(dry.stdout)).toMatchObject({ isDryRun: true, done: { added: 2 } });
    const { code, stdout } = await list();
    expect(code).toBe(0);
    expect(stdout).toContain('2 rows: 2 added (2 new members), 0 changed, 0 unchanged');
    expect(stdout).toContain('\n  row 2: added gas-0001-home (member gas-0001)\n');
    const plan = await yamabiko(['plan', ...options()]);
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain('+ gas-0001-home  ㈱髙﨑  https://takasaki.example.jp/');
    const csv = await yamabiko(['plan', ...options(), '--format', 'csv']);
    expect(csv.stdout).toContain('\ufeffchange,kind,sector,id,field,before,after\r\n');
    const json = await yamabiko(['plan', ...options(), '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      isEmpty: false,
      plan: { removals: { count: 0 } },
    });
  });

  it('show what becomes of each value, and of many names the first', async () => {
    const sites = Array.from(
      { length: 7 },
      (_, at) => `団体${at},https://s${at}.example.jp/,総務課,2026-10-01`,
    );
    const head = '計測対象ID,団体名,サイトURL,同意者,同意日\n';
    await writeFile(join(dir, 'list.csv'), `${head}${sites.map((line) => `,${line}\n`).join('')}`);
    expect((await list()).code).toBe(0);
    const renamed = sites.map((line, at) => `gas-000${at + 1}-home,新${line}`);
    const moved = renamed.join('\n').replace('https://s0.', 'https://moved.');
    await writeFile(join(dir, 'list.csv'), `${head}${moved}\n`);
    const { stdout, stderr } = await list('--dry-run');
    expect(stdout).toContain('7 rows: 0 added (0 new members), 7 changed, 0 unchanged\n');
    expect(stdout).toContain(`  row 2: changed gas-0001-home (member gas-0001)
      member: name (Japanese): 団体0 → 新団体0
      member: name (English): 団体0 → 新団体0
      URL: https://s0.example.jp/ → https://moved.example.jp/
  row 3: `);
    expect(stderr.match(/name of the member changes/g)).toHaveLength(5);
    expect(stderr).toContain(
      'warning: 7 names of members change in all; the other 2 are in --json [name_changes]',
    );
    const ja = await list('--dry-run', '--lang', 'ja');
    expect(ja.stdout).toContain('      構成員の名称（日本語）: 団体0 → 新団体0\n');
    const { rows } = JSON.parse((await list('--dry-run', '--json')).stdout);
    expect(rows[1].fields[0]).toEqual({
      of: 'member',
      field: 'name.ja',
      before: '団体1',
      after: '新団体1',
    });
  });

  it('answer wrong use with exit code 2', async () => {
    const calls = [
      ['import'],
      ['import', join(dir, 'list.csv')],
      ['import', '/nowhere.csv', '--sector', 'gas', ...options()],
      ['import', join(dir, 'list.csv'), '--sector', 'gasu', ...options()],
      ['import', dir, '--sector', 'gas', ...options()],
      ['plan', '--json', '--format', 'csv', ...options()],
      ['plan', '--against', dir, '--confirm-removals', '1', ...options()],
      ['plan', '--format', 'xlsx', ...options()],
      ['plan', '--confirm-removals', 'many', ...options()],
    ];
    for (const words of calls) {
      const { code, stderr } = await yamabiko(words);
      expect([words[0], code, stderr.includes('--help')]).toEqual([words[0], 2, true]);
    }
  });
});

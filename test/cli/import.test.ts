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

import { describe, expect, it } from 'vitest';
import { runHere } from '../support/run-here.ts';
import { type Ended, yamabiko } from '../support/yamabiko.ts';

const COMMANDS = [
  'run',
  'check',
  'validate',
  'import',
  'plan',
  'export',
  'stop',
  'load',
  'board',
  'about',
  'maintenance',
  'notify',
  'acknowledge',
  'silence',
  'influx',
  'grafana',
  'schema',
];

async function inTurn(calls: readonly (readonly string[])[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (const words of calls) ended.push(await runHere(words));
  return ended;
}

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, stdout } = await yamabiko(['--help']);
    expect(code).toBe(0);
    for (const name of COMMANDS) expect(stdout).toContain(`  ${name} `);
  });

  it.each(COMMANDS)('explains %s in English and Japanese', async (name) => {
    const english = await runHere([name, '--help']);
    const japanese = await runHere([name, '--help', '--lang', 'ja']);
    expect([english.code, japanese.code]).toEqual([0, 0]);
    expect(english.stdout).toContain(`yamabiko ${name}`);
    expect(english.stdout).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(japanese.stdout).toMatch(/[ぁ-ん]/);
  });

  it('answers wrong use with exit code 2 and where to read more', async () => {
    const ended = await inTurn([
      [],
      ['measure'],
      ['--lang', 'fr'],
      ['check'],
      ['check', 'https://a.example/', 'https://b.example/'],
      ['check', 'ftp://a.example/'],
      ['check', 'a.example', '--family', '5'],
      ['check', 'a.example', '--timeout', 'soon'],
      ['check', 'a.example', '--http', '3'],
      ['check', 'a.example', '--ca', '/nowhere/ca.pem'],
      ['check', 'a.example', '--compare', 'wget'],
      ['run', '--fast'],
      ['export', '--format', 'xlsx'],
      ['export', '--attempts', '3'],
    ]);
    ended.push(
      ...(await threeAtATime([
        ['check', 'ftp://a.example/'],
        ['run', '--listen', 'here'],
        ['run', '--log-level', 'loud'],
      ])),
    );
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 2));
    for (const { stdout, stderr } of ended) expect(stdout + stderr).toMatch(/yamabiko.* --help/);
  });

  it('answers wrong use in Japanese as well', async () => {
    const ended = await inTurn([
      ['--lang', 'ja', 'chek'],
      ['check', '--lang', 'ja', '--josn', 'a.example'],
      ['check', 'a.example', '--lang', 'ja', '--timeout', 'soon'],
      ['export', '--lang', 'ja', '--from', 'yesterday', '--data', '.'],
    ]);
    expect(ended.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      'chek というコマンドはありません（check の誤りではありませんか）。一覧: yamabiko --help',
      'yamabiko check: --josn というオプションはありません（--json の誤りではありませんか）',
      'yamabiko check: --timeout に指定できるのは 10s や 500ms のような時間です（指定された値: soon）',
      'yamabiko export: --from に指定できるのは ISO 8601 の日時かエポックミリ秒です（指定された値: yesterday）',
    ]);
  });

  it('takes the language before the command, and help as a command', async () => {
    const [before, after, help] = await inTurn([
      ['--lang', 'ja', 'check', '--help'],
      ['check', '--help', '--lang', 'ja'],
      ['help', 'check', '--lang', 'ja'],
    ]);
    expect(before?.stdout).toMatch(/^yamabiko check .*\n\nURL を 1 回だけ/);
    expect([before, help]).toEqual([after, after]);
    const [japanese] = await inTurn([['--lang', 'ja', '--help']]);
    expect(japanese).toMatchObject({ code: 0, stdout: expect.stringContaining('コマンド:') });
  });

  it.each([
    ['en', 'there is no configuration folder /nowhere'],
    ['ja', '設定フォルダ /nowhere がありません'],
  ])(
    'says that a configuration folder is not there, with exit code 2 (%s)',
    async (language, said) => {
      const options = ['--config', '/nowhere', '--lang', language];
      const ended = await threeAtATime([
        ['validate', ...options],
        ['run', ...options],
        ['check', 'a.example', ...options],
        ['schema', ...options],
        ['export', ...options],
      ]);
      expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 2));
      for (const { stderr } of ended)
        expect(stderr).toMatch(new RegExp(`^yamabiko \\w+: ${said}\n`));
    },
  );

  it('lists every problem of an invalid configuration below the code, in the language asked for', async () => {
    const config = ['--config', 'test/fixtures/config/invalid-practice-mixed'];
    const [english, japanese] = await threeAtATime([
      ['run', ...config],
      ['run', '--lang', 'ja', ...config],
    ]);
    expect([english?.code, japanese?.code]).toEqual([1, 1]);
    expect(english?.stderr).toMatch(
      /^yamabiko run: a problem in the configuration \S+ \[config_invalid\]\n {2}sectors\/gas\.yaml:10:9 .*cannot share/,
    );
    expect(japanese?.stderr).toMatch(
      /^yamabiko run: \S+ の設定に 1 件の誤りがあります \[config_invalid\]\n {2}sectors\/gas\.yaml:10:9 .*混ぜられません/,
    );
  });

  it('refuses an address that every probe would be refused', async () => {
    const config = ['--config', 'test/fixtures/config/invalid-address-not-public'];
    const { code, stderr } = await yamabiko(['validate', ...config]);
    expect(code).toBe(1);
    expect(stderr).toContain('[address_not_public]');
  });

  it('answers missing samples with exit code 1', async () => {
    const { code, stderr } = await yamabiko(['export', '--data', '/nowhere', '--lang', 'ja']);
    expect(code).toBe(1);
    expect(stderr).toBe('yamabiko export: /nowhere に計測値がありません [not_found]\n');
  });

  it('finds the shipped configuration valid', async () => {
    const { code, stdout } = await yamabiko(['validate', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, problems: [] });
  });

  it('marks what only warns, in the language asked for', async () => {
    const config = ['--config', 'test/fixtures/config/warnings'];
    const [english, japanese] = await threeAtATime([
      ['validate', ...config],
      ['validate', '--lang', 'ja', ...config],
    ]);
    expect([english?.code, japanese?.code]).toEqual([0, 0]);
    for (const line of (english?.stderr ?? '').trim().split('\n'))
      expect(line).toMatch(/^warning: /);
    for (const line of (japanese?.stderr ?? '').trim().split('\n')) expect(line).toMatch(/^警告: /);
  });

  it('prints its version', async () => {
    expect((await yamabiko(['--version'])).stdout).toMatch(/^yamabiko \d+\.\d+\.\d+\n$/);
  });
});

/** Several processes at once would wait for each other on a small machine. */
async function threeAtATime(calls: readonly (readonly string[])[]): Promise<Ended[]> {
  const ended: Ended[] = [];
  for (let at = 0; at < calls.length; at += 3) {
    ended.push(...(await Promise.all(calls.slice(at, at + 3).map((words) => yamabiko(words)))));
  }
  return ended;
}

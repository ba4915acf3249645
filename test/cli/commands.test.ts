import { describe, expect, it } from 'vitest';
import { yamabiko } from '../support/yamabiko.ts';

const COMMANDS = ['run', 'check', 'validate', 'export', 'schema'];

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, stdout } = await yamabiko(['--help']);
    expect(code).toBe(0);
    for (const name of COMMANDS) expect(stdout).toContain(`  ${name} `);
  });

  it.each(COMMANDS)('explains %s in English and Japanese', async (name) => {
    const [english, japanese] = await Promise.all([
      yamabiko([name, '--help']),
      yamabiko([name, '--help', '--lang', 'ja']),
    ]);
    expect([english.code, japanese.code]).toEqual([0, 0]);
    expect(english.stdout).toContain(`yamabiko ${name}`);
    expect(english.stdout).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(japanese.stdout).toMatch(/[ぁ-ん]/);
  });

  it('answers wrong use with exit code 2 and where to read more', async () => {
    const ended = await Promise.all([
      yamabiko([]),
      yamabiko(['measure']),
      yamabiko(['check']),
      yamabiko(['check', 'https://a.example/', 'https://b.example/']),
      yamabiko(['check', 'ftp://a.example/']),
      yamabiko(['check', 'a.example', '--family', '5']),
      yamabiko(['check', 'a.example', '--timeout', 'soon']),
      yamabiko(['check', 'a.example', '--http', '3']),
      yamabiko(['check', 'a.example', '--ca', '/nowhere/ca.pem']),
      yamabiko(['check', 'a.example', '--compare', 'wget']),
      yamabiko(['run', '--fast']),
      yamabiko(['run', '--listen', 'here']),
      yamabiko(['run', '--log-level', 'loud']),
      yamabiko(['export', '--format', 'xlsx']),
      yamabiko(['export', '--attempts', '3']),
    ]);
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 2));
    for (const { stdout, stderr } of ended) expect(stdout + stderr).toMatch(/yamabiko/);
  });

  it('answers a missing configuration and missing samples with exit code 1', async () => {
    const ended = await Promise.all([
      yamabiko(['validate', '--config', '/nowhere']),
      yamabiko(['run', '--config', '/nowhere']),
      yamabiko(['export', '--data', '/nowhere']),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([1, 1, 1]);
  });

  it('finds the shipped configuration valid', async () => {
    const { code, stdout } = await yamabiko(['validate', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, problems: [] });
  });

  it('prints its version', async () => {
    expect((await yamabiko(['--version'])).stdout).toMatch(/^yamabiko \d+\.\d+\.\d+\n$/);
  });
});

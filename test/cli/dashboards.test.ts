import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yamabiko } from '../support/yamabiko.ts';

describe('yamabiko dashboards', () => {
  let dir = '';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-dashboards-cli-'));
  });

  afterAll(() => rm(dir, { recursive: true, force: true }));

  const build = (...words: string[]) => yamabiko(['dashboards', 'build', '--lang', 'en', ...words]);

  it('builds, and finds nothing to do afterwards', async () => {
    const out = join(dir, 'made');
    const first = await build('--out', out);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('dashboards 44, alert rules 2 (files written: 48, removed: 0');
    const check = await build('--out', out, '--check', '--json');
    expect(check.code).toBe(0);
    expect(JSON.parse(check.stdout)).toMatchObject({
      out,
      dashboards: 44,
      written: [],
      unheard: [],
    });
  });

  it('says with --check what is out of date, and writes nothing', async () => {
    const out = join(dir, 'none');
    const { code, stdout } = await build('--out', out, '--check');
    expect(code).toBe(1);
    expect(stdout).toContain('  + operators/ja/overview.json');
    await expect(readdir(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('makes those of the practice council', async () => {
    const out = join(dir, 'practice');
    const { code, stdout } = await build('--out', out, '--practice', 'small', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ dashboards: 44 });
  });

  it.each([
    [['--mount', 'relative'], '--mount takes'],
    [['--mount', '/a/$HOME'], '--mount takes'],
    [['--operator-mail', 'nobody'], '--operator-mail takes'],
    [['--practice', 'huge'], '--practice takes'],
    [['--config', 'no-such-folder'], 'there is no configuration folder'],
  ])('takes no %j', async (words, problem) => {
    const { code, stderr } = await build('--out', join(dir, 'wrong'), ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(problem);
  });

  it('knows one action', async () => {
    const { code, stderr } = await yamabiko(['dashboards', 'show', '--lang', 'en']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no action show')]);
  });

  it.each(['ja', 'en'])('explains itself in %s', async (language) => {
    const { code, stdout } = await yamabiko(['dashboards', '--help', '--lang', language]);
    expect(code).toBe(0);
    expect(stdout).toContain('--operator-mail ADDRESS');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absentOf, executableOf, needs } from './needs.ts';

const REPORTER = join(process.cwd(), 'test/support/skip-reporter.ts');
const ABSENT = 'no-such-program-anywhere';

describe('needs', () => {
  it('finds a program in the path and misses one that is not there', () => {
    expect(executableOf('node')).toMatch(/node$/);
    expect(absentOf(['node', ABSENT])).toEqual([ABSENT]);
  });

  it('answers false for an absent tool, and throws when every test must run', () => {
    const before = process.env['YAMABIKO_TEST_ALL'];
    try {
      delete process.env['YAMABIKO_TEST_ALL'];
      expect(needs('node', ABSENT)).toBe(false);
      process.env['YAMABIKO_TEST_ALL'] = '1';
      expect(needs('node')).toBe(true);
      expect(() => needs(ABSENT)).toThrow(ABSENT);
    } finally {
      if (before === undefined) delete process.env['YAMABIKO_TEST_ALL'];
      else process.env['YAMABIKO_TEST_ALL'] = before;
    }
  });
});

describe('the skip reporter', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync('node_modules/.cache', { recursive: true });
    folder = mkdtempSync(join(process.cwd(), 'node_modules/.cache/skips-'));
    writeFileSync(
      join(folder, 'vitest.config.js'),
      `export default { test: { include: ['*.test.js'], reporters: [${JSON.stringify(REPORTER)}] } };`,
    );
    writeFileSync(
      join(folder, 'one.test.js'),
      `import { describe, expect, it } from 'vitest';
       // asks: needs('${ABSENT}')
       describe.skipIf(true)('a daemon', () => { it('answers', () => { expect(1).toBe(1); }); });
       it('needs nothing', () => { expect(1).toBe(1); });`,
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names the skipped test with the absent tool, and the run passes', () => {
    const run = vitestIn(folder, {});
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('1 skipped');
    expect(run.stderr).toContain(`a daemon > answers (not installed: ${ABSENT})`);
  });

  it('fails the run when every test must run', () => {
    expect(vitestIn(folder, { YAMABIKO_TEST_ALL: '1' }).status).toBe(1);
  });

  it('says nothing of tests that a name filter leaves out', () => {
    const run = vitestIn(folder, { YAMABIKO_TEST_ALL: '1' }, ['-t', 'needs nothing']);
    expect(run.status).toBe(0);
    expect(run.stderr).not.toContain('skipped');
  });
});

function vitestIn(
  root: string,
  environment: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): { readonly status: number | null; readonly stderr: string } {
  const { YAMABIKO_TEST_ALL: _, ...inherited } = process.env;
  return spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--root', root, ...more],
    { encoding: 'utf8', env: { ...inherited, ...environment } },
  );
}

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '../../bench/main.ts');
const run = promisify(execFile);

describe.skipIf(process.platform !== 'linux')('the bench command', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-test-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('writes a page and its figures for a quick run', async () => {
    await run(process.execPath, [MAIN, 'store', '--quick', '--out', folder]);
    const page = await readFile(join(folder, 'store.md'), 'utf8');
    expect(page).toContain('## 要約');
    expect(page).toMatch(/\| bytes written per byte stored \| [\d.,]+ \| ≤ 10 \|/);
    expect(page).toContain('A quick run');
    const figures: unknown = JSON.parse(await readFile(join(folder, 'store.json'), 'utf8'));
    expect(figures).toMatchObject({ results: { usage: { samples: 3000 } } });
  });

  it('refuses a name that it does not know', async () => {
    const refusal = run(process.execPath, [MAIN, 'speed']);
    await expect(refusal).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('usage: npm run bench'),
    });
  });
});

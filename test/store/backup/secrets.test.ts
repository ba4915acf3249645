import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFiles } from '../../../src/store/backup/config-files.ts';

describe('the configuration in a backup', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'yamabiko-secrets-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('holds no secrets, and the backup says so', () => {
    mkdirSync(join(dir, 'secrets', 'influx'), { recursive: true });
    mkdirSync(join(dir, 'sectors', 'secrets'), { recursive: true });
    writeFileSync(join(dir, 'secrets', 'influx', 'service.token'), 'token\n');
    writeFileSync(join(dir, 'sectors', 'secrets', 'kept.yaml'), 'sector: {}\n');
    writeFileSync(join(dir, 'yamabiko.yaml'), 'council: {}\n');
    const { files, leftOut } = configFiles(dir, []);
    expect(files).toEqual(['sectors/secrets/kept.yaml', 'yamabiko.yaml']);
    expect(leftOut.map(({ path, text }) => [path, text.en])).toEqual([
      [join(dir, 'secrets'), 'holds secrets such as tokens; it is not in the backup'],
    ]);
  });
});

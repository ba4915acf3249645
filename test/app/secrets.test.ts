import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSecret } from '../../src/app/secrets.ts';

const VARIABLE = 'YAMABIKO_SMTP_PASSWORD';

/** The secret beside a file with this content; null = the file is not there. */
async function secretOf(content: string | null, environment: Record<string, string> = {}) {
  const configDir = await mkdtemp(join(tmpdir(), 'yamabiko-secret-'));
  onTestFinished(() => rm(configDir, { recursive: true }));
  if (content !== null) await writeFile(join(configDir, 'password'), content);
  return await readSecret({ variable: VARIABLE, file: 'password', configDir, environment });
}

describe('a secret of a channel', () => {
  it('is the text of the file beside the configuration, without the end of its line', async () => {
    expect(await secretOf('s3cret \n')).toBe('s3cret');
  });

  it('is the variable where it is set, and then needs no file', async () => {
    expect(await secretOf('from the file', { [VARIABLE]: 'from outside' })).toBe('from outside');
    expect(await secretOf(null, { [VARIABLE]: 'from outside' })).toBe('from outside');
  });

  it('is nothing where variable and file are empty, or neither is named', async () => {
    expect(await secretOf('\n', { [VARIABLE]: ' ' })).toBeNull();
    const none = { variable: VARIABLE, file: null, configDir: null, environment: {} };
    expect(await readSecret(none)).toBeNull();
  });

  it('rejects with the variable and the path where the file cannot be read', async () => {
    await expect(secretOf(null)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/there is no YAMABIKO_SMTP_PASSWORD.*password.*ENOENT/),
    });
  });
});

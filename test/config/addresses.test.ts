import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { isGloballyReachable } from '../../src/probe/address-guard.ts';
import { FIXTURES } from './rule-row.ts';

describe('an address written in a URL', () => {
  let dir = '';
  let sector = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-addresses-'));
    await cp(join(FIXTURES, 'invalid-address-not-public'), dir, { recursive: true });
    sector = await readFile(join(dir, 'sectors/gas.yaml'), 'utf8');
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function codesFor(url: string, head = ''): Promise<readonly string[]> {
    const text = sector
      .replace('http://10.0.0.1/', url)
      .replace('name: Gas }', `name: Gas${head} }`);
    await writeFile(join(dir, 'sectors/gas.yaml'), text);
    const loaded = await loadConfig(dir, {
      isReachable: (address, family) => isGloballyReachable({ address, family }),
    });
    return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
  }

  it.each([
    'http://127.0.0.1:8080/',
    'http://0x0a000001/',
    'https://[::1]/',
    'https://[::ffff:192.0.2.1]/',
    'http://localhost/',
    'http://site.localhost/',
  ])('that the prober would refuse is a problem: %s', async (url) => {
    expect(await codesFor(url)).toEqual(['address_not_public']);
  });

  it.each(['http://1.1.1.1/', 'https://[2606:4700::1]/', 'https://localhost.example/'])(
    'that the prober may ask is none: %s',
    async (url) => {
      expect(await codesFor(url)).toEqual([]);
    },
  );

  it('may be private where the sector allows it', async () => {
    expect(await codesFor('http://10.0.0.1/', ', allowPrivate: true')).toEqual([]);
  });
});

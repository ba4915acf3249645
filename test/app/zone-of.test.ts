import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zoneOf } from '../../src/app/zone-of.ts';
import { APPLIED_FILE, writeApplied } from '../../src/config/applied-config.ts';
import { councilOf } from '../config/council-of.ts';

describe('zoneOf', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-zone-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const configure = (zone: string) =>
    writeFile(
      join(dir, 'yamabiko.yaml'),
      `council: { name: Council, timezone: ${zone} }
fields: [{ id: gas, name: Gas }]
`,
    );

  it('is that of the configuration in force, then that of the files', async () => {
    await configure('Europe/Berlin');
    expect(await zoneOf(dir, dir)).toBe('Europe/Berlin');
    const council = councilOf([]);
    const inForce = { ...council, council: { ...council.council, timezone: 'America/New_York' } };
    await writeApplied(dir, inForce, { appliedAt: 1 });
    expect(await zoneOf(dir, dir)).toBe('America/New_York');
    await writeFile(join(dir, APPLIED_FILE), '{');
    expect(await zoneOf(dir, dir)).toBe('Europe/Berlin');
  });

  it('is the usual one where the files name none, and UTC without files', async () => {
    expect(await zoneOf(null, dir)).toBe('UTC');
    await configure('Mars/Olympus');
    expect(await zoneOf(dir, dir)).toBe('Asia/Tokyo');
  });
});

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapacityCall, capacity } from '../../../src/app/capacity/capacity.ts';
import { writeApplied } from '../../../src/config/applied-config.ts';
import type { Config, Target } from '../../../src/core/config.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { openFilled } from '../../store/backup/backed-up.ts';
import { removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { DAY_MS, T0 } from '../../store/store-sample.ts';
import { ROOT } from '../../support/yamabiko.ts';

/** Four series of a probe every ten minutes, as the filled store has them. */
function measured(differs: Partial<Target> = {}): Config {
  const targets = ['a', 'b', 'c'].map((id) =>
    target(id, { schedule: '*/10 * * * *', family: id === 'a' ? 'both' : 4, ...differs }),
  );
  const council = councilOf([sector('gas', [member('gas-1', targets)])]);
  const retention = { rawDays: 30, fiveMinuteMonths: 2, hourFiscalYears: 1 };
  return {
    ...council,
    council: { ...council.council, timezone: 'America/New_York' },
    store: { ...council.store, retention },
  };
}

describe('capacity', () => {
  let base: string;
  let practice: string;

  beforeAll(async () => {
    base = temporaryDir();
    const plain = join(base, 'plain');
    const store = await openFilled(plain);
    await store.close();
    practice = join(base, 'data', 'practice');
    mkdirSync(join(base, 'data'));
    cpSync(plain, practice, { recursive: true });
    await writeApplied(practice, measured(), { appliedAt: T0 });
  });
  afterAll(() => removeDir(base));

  const reckon = (differs: Partial<CapacityCall> = {}) =>
    capacity({
      dataDir: join(base, 'data'),
      config: null,
      targets: null,
      now: T0 + 4 * DAY_MS,
      ...differs,
    });

  it('of a practice store is of what its service measures, not of ./config', async () => {
    const found = await reckon();
    expect(found).toMatchObject({
      practice: true,
      basis: { kind: 'in_force', path: join(practice, 'applied-config.json'), appliedAt: T0 },
      timezone: 'America/New_York',
      retention: { rawDays: 30, fiveMinuteMonths: 2, hourFiscalYears: 1 },
      load: { series: 4, probesPerDay: 576 },
      growth: { from: 'measured' },
      configProblems: 0,
    });
  });

  it('of a configuration asked for is in proportion to what is measured', async () => {
    const folder = join(ROOT, 'config');
    const found = await reckon({ config: folder });
    expect(found.basis).toEqual({ kind: 'folder', path: folder });
    expect(found.growth.from).toBe('scaled');
    expect(found.load).toMatchObject({ asStored: null });
  });

  it('does not take a ./config of practice sites for a store of public ones', async () => {
    const found = await reckon({ dataDir: join(base, 'plain') });
    expect(found).toMatchObject({ practice: false, basis: null, load: { probesPerDay: 576 } });
  });

  it('gives sizes in whole bytes', async () => {
    for (const found of [await reckon(), await reckon({ targets: 7 }), await estimated()]) {
      const sizes = bytesIn(found);
      expect(sizes.length).toBeGreaterThan(10);
      expect(sizes.filter(([, bytes]) => !Number.isInteger(bytes))).toEqual([]);
    }
  });

  const estimated = () => reckon({ dataDir: join(base, 'nothing'), targets: 11 });

  it('refuses a record of the configuration in force that lacks what it needs', async () => {
    const odd = join(base, 'odd');
    cpSync(join(base, 'data'), odd, { recursive: true });
    const record = { format: 1, appliedAt: T0, parts: [] };
    writeFileSync(join(odd, 'practice', 'applied-config.json'), JSON.stringify(record));
    await expect(reckon({ dataDir: odd })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('applied-config.json'),
    });
  });
});

/** Every number whose name says that it is bytes, wherever it stands. */
function bytesIn(value: unknown, name = ''): [string, number][] {
  if (typeof value === 'number') return name.endsWith('Bytes') ? [[name, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => bytesIn(below, key));
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { FIXTURES } from './rule-row.ts';

async function warningsAt(instant: string, language: 'ja' | 'en'): Promise<readonly string[]> {
  const loaded = await loadConfig(join(FIXTURES, 'valid-days'), { now: Date.parse(instant) });
  expect(loaded.ok).toBe(true);
  return loaded.warnings.map((warning) => formatProblem(warning, language));
}

describe('a field or a sector that is not valid today', () => {
  it('is a warning before its first day, in the council’s zone', async () => {
    expect(await warningsAt('2026-03-31T14:59:59Z', 'en')).toEqual([
      'sectors/gas.yaml:1:54 sector.validFrom: sector gas is not valid today (2026-03-31) and is not measured [not_valid_today]',
    ]);
    expect(await warningsAt('2026-03-31T14:59:59Z', 'ja')).toEqual([
      'sectors/gas.yaml:1:54 sector.validFrom: セプター gas は本日（2026-03-31）有効期間外のため、計測されません [not_valid_today]',
    ]);
  });

  it('is none from its first day to its last', async () => {
    expect(await warningsAt('2026-03-31T15:00:00Z', 'en')).toEqual([]);
    expect(await warningsAt('2028-03-31T14:59:59Z', 'en')).toEqual([]);
  });

  it('is a warning after its last day', async () => {
    expect(await warningsAt('2028-03-31T15:00:00Z', 'en')).toEqual([
      'yamabiko.yaml:4:36 fields[0].validTo: field gas is not valid today (2028-04-01); its sectors are not measured [not_valid_today]',
      'sectors/gas.yaml:1:75 sector.validTo: sector gas is not valid today (2028-04-01) and is not measured [not_valid_today]',
    ]);
    expect((await warningsAt('2028-03-31T15:00:00Z', 'ja'))[0]).toBe(
      'yamabiko.yaml:4:36 fields[0].validTo: 分野 gas は本日（2028-04-01）有効期間外です。この分野のセプターは計測されません [not_valid_today]',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { EXPECTATIONS } from '../../src/config/expectation.ts';
import { pathSchema } from '../../src/config/leaf-schemas.ts';
import { isWatchedPath } from '../../src/config/watched-path.ts';

describe('a file that the configuration names', () => {
  const schema = pathSchema(/\.(csv|ics)$/i, 'maintenanceFile');

  it.each([
    ['work.csv', true],
    ['maintenance/gas.csv', true],
    ['maintenance/2026/gas.ics', true],
    ['maintenance/2026/11/gas.ics', false],
    ['templates/gas.csv', false],
    ['schema/gas.csv', false],
    ['maintenance/secrets/gas.csv', false],
    ['.hidden/gas.csv', false],
    ['.gas.csv', false],
    ['../gas.csv', false],
  ])('%s is taken where its changes are seen: %s', (path, isTaken) => {
    expect(schema.safeParse(path).success).toBe(isTaken);
    if (isTaken) expect(isWatchedPath(path)).toBe(true);
  });

  it('is refused with what to do', () => {
    expect(EXPECTATIONS.maintenanceFile.text.en).toContain('at most two folders deep');
    expect(EXPECTATIONS.dayFile.text.ja).toContain('フォルダは2段まで');
  });
});

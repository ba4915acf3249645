import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { targetsOf } from '../../src/core/config.ts';
import { isInScope } from '../../src/core/maintenance-window.ts';
import { practiceCouncil } from '../../src/practice/practice-council.ts';
import { maintenanceBookOf } from '../../src/schedule/maintenance/maintenance-book.ts';

const HOUR_MS = 3_600_000;
const MIDNIGHT = Date.parse('2026-11-23T00:00+09:00');

describe('planned work of the practice council', async () => {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const base = loaded.config;
  const councilAt = (now: number) => practiceCouncil(base, 'small', { now, hasIpv6: true });

  it('is weekly, monthly and of two nights, and says that it is practice', () => {
    const { maintenance } = councilAt(MIDNIGHT);
    expect(maintenance.map(({ rule }) => rule.kind)).toEqual(['weekly', 'monthly', 'listed']);
    for (const { id, title } of maintenance) {
      expect(id).toMatch(/^practice-/);
      expect(title?.ja).toContain('模擬');
      expect(title?.en).toContain('practice');
    }
  });

  it('concerns some of the council, in each size', () => {
    for (const size of ['small', 'full'] as const) {
      const council = practiceCouncil(base, size, { now: MIDNIGHT, hasIpv6: false });
      const placed = targetsOf(council);
      for (const { scope } of council.maintenance) {
        const concerned = placed.filter(({ target, member, sector }) =>
          isInScope(scope, { target: target.id, member: member.id, sector: sector.id }),
        );
        expect(concerned.length).toBeGreaterThan(0);
        expect(concerned.length).toBeLessThan(placed.length / 2);
      }
    }
  });

  it.each([0, 1, 13.5, 23.9])(
    'begins within a day and lies in the day before, %d hours into the day',
    (hours) => {
      const now = MIDNIGHT + hours * HOUR_MS;
      const book = maintenanceBookOf(councilAt(now));
      const target = 'practice-gas-0002-www';
      const coming = book
        .nextOccurrences({ count: 5, from: now, target })
        .filter(({ from }) => from > now);
      expect(coming[0]?.from).toBe(MIDNIGHT + 24 * HOUR_MS);
      expect(book.maintenanceOf(target, MIDNIGHT + HOUR_MS)?.window).toBe(
        'practice-gas-replacement',
      );
    },
  );

  it('comes every Sunday to the banks and on the Monday after the third to the cloud', () => {
    const { nextOccurrences } = maintenanceBookOf(councilAt(MIDNIGHT));
    const starts = (sector: string, window: string) =>
      nextOccurrences({ count: 50, from: MIDNIGHT, sector })
        .filter((each) => each.window === window)
        .map(({ from }) => new Date(from + 9 * HOUR_MS).toISOString().slice(0, 16));
    expect(starts('banking', 'practice-bank-weekly').slice(0, 2)).toEqual([
      '2026-11-29T01:00',
      '2026-12-06T01:00',
    ]);
    expect(starts('local-government', 'practice-cloud-monthly').slice(0, 2)).toEqual([
      '2026-12-21T23:00',
      '2027-01-18T23:00',
    ]);
  });
});

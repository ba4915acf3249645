import { describe, expect, it } from 'vitest';
import { PlannedRanges } from '../../../src/app/buckets/planned-ranges.ts';
import type { MaintenanceWindow } from '../../../src/core/maintenance-window.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 3);

function councilWith(windows: readonly MaintenanceWindow[]) {
  const council = councilOf([sector('gas', [member('gas-0001', [target('gas-1')])])]);
  return { ...council, maintenance: windows };
}

function once(id: string, from: number, to: number): MaintenanceWindow {
  return {
    id,
    title: null,
    scope: null,
    rule: { kind: 'listed', days: [], stretches: [{ from, to, title: null }] },
    only: [],
    except: [],
    validFrom: null,
    validTo: null,
  };
}

describe('the planned work that samples on their way may lie in', () => {
  const work = once('work', NOW - 2 * HOUR_MS, NOW + 8 * HOUR_MS);

  it('knows what was planned before the start, what is on, and what begins soon', () => {
    const past = once('past', NOW - 30 * HOUR_MS, NOW - 29 * HOUR_MS);
    const soon = once('soon', NOW + 60_000, NOW + HOUR_MS);
    const later = once('later', NOW + HOUR_MS, NOW + 2 * HOUR_MS);
    const ranges = new PlannedRanges(councilWith([past, soon, later]), NOW);
    const starts = () => ranges.all(NOW).map(({ from }) => from - NOW);
    expect(starts()).toEqual([-30 * HOUR_MS, 60_000]);
    expect(ranges.look(NOW)).toBe(false);
    expect(ranges.look(NOW + HOUR_MS)).toBe(true);
    expect(starts()).toEqual([-30 * HOUR_MS, 60_000, HOUR_MS]);
  });

  it('ends at once where it is called off', () => {
    const ranges = new PlannedRanges(councilWith([work]), NOW);
    ranges.take(councilWith([]), NOW);
    expect(ranges.all(NOW)).toEqual([{ target: 'gas-1', from: NOW - 2 * HOUR_MS, to: NOW }]);
    ranges.take(councilWith([work]), NOW + 1000);
    expect(ranges.all(NOW).some(({ to }) => to === NOW + 8 * HOUR_MS)).toBe(true);
  });

  it('forgets what is three days past', () => {
    const ranges = new PlannedRanges(councilWith([work]), NOW);
    expect(ranges.all(NOW + 4 * 24 * HOUR_MS)).toEqual([]);
  });
});

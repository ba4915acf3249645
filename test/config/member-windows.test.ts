import { describe, expect, it } from 'vitest';
import { memberWindows, workOfWindow } from '../../src/config/member-windows.ts';
import { NOTHING_TOUCHED, withOwners } from '../../src/config/owner-of-field.ts';
import { isEmptyPlan, planOf } from '../../src/config/plan.ts';
import type { Config } from '../../src/core/config.ts';
import { maintenanceBookOf } from '../../src/schedule/maintenance/maintenance-book.ts';
import { T0 } from '../store/store-sample.ts';
import { workOf } from '../store/stored-said.ts';
import { councilOf, member, sector, target } from './council-of.ts';

const MEMBERS = [
  member('gas-0001', [target('gas-0001-home'), target('gas-0001-shop')]),
  member('gas-0002', [target('gas-0002-home')]),
];
const files = councilOf([sector('gas', MEMBERS)]);
const SITES = ['gas-0001-home', 'gas-0001-shop', 'gas-0002-home'];

function onAt(at: number, works: ReturnType<typeof workOf>[], config: Config = files): string[] {
  const owned = withOwners(config, { ...NOTHING_TOUCHED, works }).config;
  const { maintenanceOf } = maintenanceBookOf(owned);
  return SITES.filter((id) => maintenanceOf(id, at) !== null);
}

describe('the work that members plan', () => {
  it('is planned work of the sites that it names, half open, until it is taken back', () => {
    const one = workOf('w', { endedAt: null });
    expect([T0 - 1, T0, T0 + 999, T0 + 1000].map((at) => onAt(at, [one]))).toEqual([
      ...[[], ['gas-0001-home'], ['gas-0001-home'], []],
    ]);
    const ended = workOf('w', { endedAt: T0 + 9 });
    expect([T0 + 8, T0 + 9].map((at) => onAt(at, [ended]))).toEqual([['gas-0001-home'], []]);
    expect(onAt(T0, [workOf('w', { endedAt: T0 - 1 })])).toEqual([]);
  });

  it('is of all sites of its member where it names none', () => {
    const all = workOf('w', { targets: null, endedAt: null });
    expect(onAt(T0, [all])).toEqual(['gas-0001-home', 'gas-0001-shop']);
  });

  it('never concerns a site that is another member’s by now, or a member that is gone', () => {
    const moved = workOf('w', { targets: ['gas-0002-home'], endedAt: null });
    expect(onAt(T0, [moved])).toEqual([]);
    expect(memberWindows([workOf('w', { member: 'gone', targets: null })], files)).toEqual([]);
  });

  it('stands beside that of the files, and is no change of them', () => {
    const touched = { ...NOTHING_TOUCHED, works: [workOf('w', { endedAt: null })] };
    expect(isEmptyPlan(planOf(files, files, { touched }))).toBe(true);
    const [window] = withOwners(files, touched).config.maintenance;
    expect([window?.id, workOfWindow(window?.id ?? '')]).toEqual(['own-w', 'w']);
    expect(workOfWindow('weekly-patches')).toBeNull();
  });
});

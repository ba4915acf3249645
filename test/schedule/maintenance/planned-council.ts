import type { Calendar, YearEnd } from '../../../src/core/calendar.ts';
import { PLAIN_CALENDAR } from '../../../src/core/calendar.ts';
import type { Config } from '../../../src/core/config.ts';
import type { MaintenanceRule, MaintenanceWindow } from '../../../src/core/maintenance-window.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

export const HOUR_MS = 3_600_000;

/** A window of the whole council on any day, unless more is given. */
export function windowOf(
  id: string,
  rule: MaintenanceRule,
  given: Partial<MaintenanceWindow> = {},
): MaintenanceWindow {
  const open = { only: [], except: [], validFrom: null, validTo: null };
  return { id, title: null, scope: null, rule, ...open, ...given };
}

export function weekly(weekdays: readonly number[], from: number, to: number): MaintenanceRule {
  return { kind: 'weekly', weekdays, fromMinute: from, toMinute: to };
}

export interface PlannedCouncil {
  readonly maintenance: readonly MaintenanceWindow[];
  readonly timezone?: string;
  readonly calendar?: Calendar;
  /** Of gas; banking has 12-31 to 01-03. */
  readonly yearEnd?: YearEnd | null;
}

/** Gas with two members of two and one sites, banking with one of one. */
export function plannedCouncil({
  maintenance,
  timezone = 'Asia/Tokyo',
  calendar = PLAIN_CALENDAR,
  yearEnd = null,
}: PlannedCouncil): Config {
  const gas = sector('gas', [
    member('gas-1', [target('gas-1-home'), target('gas-1-shop')]),
    member('gas-2', [target('gas-2-home')]),
  ]);
  const banking = sector('banking', [member('banking-1', [target('banking-1-home')])]);
  const config = councilOf([
    { ...gas, yearEnd },
    { ...banking, yearEnd: { from: '12-31', to: '01-03' } },
  ]);
  return { ...config, council: { ...config.council, timezone }, calendar, maintenance };
}

/** Epoch ms of what clocks read in Tokyo. */
export function tokyo(reading: string): number {
  return Date.parse(`${reading}+09:00`);
}

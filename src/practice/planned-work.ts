import type { Sector } from '../core/config.ts';
import type { MaintenanceScope, MaintenanceWindow } from '../core/maintenance-window.ts';
import { addDays } from '../core/time/date-arithmetic.ts';
import { placeOf } from './site-place.ts';

const MONDAY_AFTER_THIRD_SUNDAY = { nth: 3, weekday: 7, offsetDays: 1 } as const;

/**
 * Planned work of the practice council as it is on `today`, an ISO date in its zone: a bank's night
 * every week, a cloud's night every month, and one site's work in two nights, of which the first began
 * today at midnight and the second is less than a day away.
 */
export function plannedWork(
  sectors: readonly Sector[],
  today: string,
): readonly MaintenanceWindow[] {
  return [
    {
      ...ALWAYS,
      id: 'practice-bank-weekly',
      title: { ja: '勘定系の定期保守（模擬）', en: 'Weekly core-system work (practice)' },
      scope: { ...NOBODY, sectors: ['banking'] },
      rule: { kind: 'weekly', weekdays: [7], fromMinute: 60, toMinute: 300 },
    },
    {
      ...ALWAYS,
      id: 'practice-cloud-monthly',
      title: { ja: 'クラウド基盤の保守（模擬）', en: 'Cloud platform work (practice)' },
      scope: { ...NOBODY, members: carriedMembers(sectors) },
      rule: {
        kind: 'monthly',
        ...MONDAY_AFTER_THIRD_SUNDAY,
        fromMinute: 23 * 60,
        toMinute: 29 * 60,
      },
      except: ['holiday', 'year-end'],
    },
    {
      ...ALWAYS,
      id: 'practice-gas-replacement',
      title: { ja: '機器の入れ替え（模擬）', en: 'Equipment replacement (practice)' },
      scope: { ...NOBODY, members: ['practice-gas-0002'] },
      rule: {
        kind: 'listed',
        days: [today, addDays(today, 1)].map((date) => ({
          date,
          fromMinute: 0,
          toMinute: 90,
          title: null,
        })),
        stretches: [],
      },
    },
  ];
}

const NOBODY: MaintenanceScope = { sectors: [], members: [], targets: [] };
const ALWAYS = { only: [], except: [], validFrom: null, validTo: null } as const;

/** Municipalities on the cloud made for them. */
function carriedMembers(sectors: readonly Sector[]): readonly string[] {
  const members = sectors.find(({ id }) => id === 'local-government')?.members ?? [];
  return members
    .map(({ id }) => id)
    .filter((id) => placeOf({ id, member: id }).provider?.zone === 'tatoe-cloud.example');
}

import { expect, it } from 'vitest';
import { NoticePlaces } from '../../../src/app/notices/notice-places.ts';
import { worksOf } from '../../../src/app/sharing/member-works.ts';
import type { MaintenanceWindow } from '../../../src/core/maintenance-window.ts';
import { AT, MINUTE, sharingCouncil } from './shared-council.ts';

const DAY = 1440 * MINUTE;
const ALWAYS = { title: null, only: [], except: [], validFrom: null, validTo: null } as const;

/** Every night, on all sites of the member. */
const NIGHTLY: MaintenanceWindow = {
  ...{ ...ALWAYS, id: 'nightly' },
  scope: { sectors: [], members: ['gas-own'], targets: [] },
  rule: { kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 60, toMinute: 120 },
};

/** As a work of the board is in force. */
function planned(id: string, from: number): MaintenanceWindow {
  const stretches = [{ from, to: from + 60 * MINUTE, title: null }];
  return {
    ...{ ...ALWAYS, id: `own-${id}` },
    scope: { sectors: [], members: [], targets: ['own-named'] },
    rule: { kind: 'listed', days: [], stretches },
  };
}

it('tells the nearest twenty of the files, and all that was planned on the board', () => {
  const far = AT + 60 * DAY;
  const council = sharingCouncil(['named', 'counted']);
  const config = { ...council, maintenance: [NIGHTLY, planned('a', far), planned('b', AT + DAY)] };
  const places = new NoticePlaces(config, new Map()).ofMember.get('gas-own') ?? [];
  const works = worksOf(config, places, AT);
  expect(works.filter(({ id }) => id === null)).toHaveLength(20);
  expect(works.filter(({ id }) => id !== null)).toMatchObject([
    { id: 'b', targets: ['own-named'] },
    { id: 'a', from: far, targets: ['own-named'] },
  ]);
  expect(works.map(({ from }) => from)).toEqual(works.map(({ from }) => from).sort());
  expect(works[0]).toMatchObject({ id: null, targets: null });
});

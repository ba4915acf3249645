import { describe, expect, it } from 'vitest';
import { targetsOf } from '../../../src/core/config.ts';
import { maintenanceBookOf } from '../../../src/schedule/maintenance/maintenance-book.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { HOUR_MS, plannedCouncil, tokyo, weekly, windowOf } from './planned-council.ts';

const SUNDAY = tokyo('2026-11-22T00:00');
const EVERY_DAY = weekly([1, 2, 3, 4, 5, 6, 7], 0, 1440);

describe('what is on', () => {
  it('is on from its start to its end, which is not part of it', () => {
    const { maintenanceOf } = maintenanceBookOf(
      plannedCouncil({ maintenance: [windowOf('night', weekly([7], 23 * 60, 26 * 60))] }),
    );
    const from = SUNDAY + 23 * HOUR_MS;
    const to = SUNDAY + 26 * HOUR_MS;
    const on = { window: 'night', title: null, from, to };
    expect(
      [from - 1, from, SUNDAY + 24 * HOUR_MS, to - 1, to].map((at) =>
        maintenanceOf('gas-1-home', at),
      ),
    ).toEqual([null, on, on, on, null]);
  });

  it('is told when the time goes back as when it goes on', () => {
    const maintenance = [windowOf('night', weekly([1, 3, 7], 60, 300))];
    const times = Array.from({ length: 400 }, (_, index) => SUNDAY + index * 7 * HOUR_MS);
    const forward = maintenanceBookOf(plannedCouncil({ maintenance }));
    const expected = times.map((at) => forward.maintenanceOf('gas-1-home', at));
    const backward = maintenanceBookOf(plannedCouncil({ maintenance }));
    const told = times.toReversed().map((at) => backward.maintenanceOf('gas-1-home', at));
    expect(told.toReversed()).toEqual(expected);
    expect(expected.filter((active) => active !== null).length).toBeGreaterThan(10);
  });

  it('is over all years of its occurrences, more than are kept in mind', () => {
    const { maintenanceOf } = maintenanceBookOf(
      plannedCouncil({ maintenance: [windowOf('night', weekly([7], 0, 60))] }),
    );
    const weeks = Array.from({ length: 60 }, (_, index) => SUNDAY + index * 4 * 7 * 24 * HOUR_MS);
    for (const at of [...weeks, ...weeks.toReversed()]) {
      expect(maintenanceOf('gas-1-home', at)?.from).toBe(at);
    }
  });

  it.each([
    ['the whole council', null, ['banking-1-home', 'gas-1-home', 'gas-1-shop', 'gas-2-home']],
    ['a sector', { sectors: ['gas'] }, ['gas-1-home', 'gas-1-shop', 'gas-2-home']],
    ['a member', { members: ['gas-1'] }, ['gas-1-home', 'gas-1-shop']],
    ['a target', { targets: ['gas-1-shop'] }, ['gas-1-shop']],
    [
      'a member and a target',
      { members: ['banking-1'], targets: ['gas-2-home'] },
      ['banking-1-home', 'gas-2-home'],
    ],
  ])('concerns %s', (_, named, concerned) => {
    const scope = named === null ? null : { sectors: [], members: [], targets: [], ...named };
    const config = plannedCouncil({ maintenance: [windowOf('work', EVERY_DAY, { scope })] });
    const { maintenanceOf } = maintenanceBookOf(config);
    const on = targetsOf(config).map((placed) => placed.target.id);
    expect(on.filter((id) => maintenanceOf(id, SUNDAY) !== null).sort()).toEqual(concerned);
    expect(maintenanceOf('gas-9-home', SUNDAY)).toBeNull();
  });

  it('is, of several windows or of several dates of one, what ends last', () => {
    const scope = { sectors: [], members: [], targets: ['gas-1-home'] };
    const day = (fromMinute: number, toMinute: number) => ({
      date: '2026-11-22',
      fromMinute,
      toMinute,
      title: null,
    });
    const listed = {
      kind: 'listed',
      days: [day(0, 60), day(0, 180), day(30, 90)],
      stretches: [],
    } as const;
    const { maintenanceOf } = maintenanceBookOf(
      plannedCouncil({
        maintenance: [
          windowOf('listed', listed),
          windowOf('weekly', weekly([7], 0, 120)),
          windowOf('target', weekly([7], 0, 150), { scope }),
          windowOf('long', weekly([7], 60, 240), { scope }),
        ],
      }),
    );
    const told = (hours: number) => {
      const active = maintenanceOf('gas-1-home', SUNDAY + hours * HOUR_MS);
      return active === null ? null : [active.window, (active.to - SUNDAY) / HOUR_MS];
    };
    expect([0, 0.75, 1, 2, 3.5, 4].map(told)).toEqual([
      ['listed', 3],
      ['listed', 3],
      ['long', 4],
      ['long', 4],
      ['long', 4],
      null,
    ]);
  });

  it('follows the year-end days of the sector that it is asked for', () => {
    const { maintenanceOf } = maintenanceBookOf(
      plannedCouncil({
        maintenance: [windowOf('work', EVERY_DAY, { except: ['year-end'] })],
        yearEnd: { from: '12-29', to: '01-03' },
      }),
    );
    const isOn = (id: string, day: string) => maintenanceOf(id, tokyo(`${day}T12:00`)) !== null;
    expect(isOn('gas-1-home', '2026-12-28')).toBe(true);
    expect(isOn('gas-1-home', '2026-12-29')).toBe(false);
    expect(isOn('banking-1-home', '2026-12-29')).toBe(true);
    expect(isOn('banking-1-home', '2026-12-31')).toBe(false);
  });

  it('gives an occurrence its own title, unless the window has one', () => {
    const own = { ja: '切替', en: 'Switch' };
    const stretch = { from: SUNDAY, to: SUNDAY + HOUR_MS, title: own };
    const rule = { kind: 'listed', days: [], stretches: [stretch] } as const;
    const titled = { ja: '作業', en: 'Work' };
    const titleOf = (title: typeof titled | null) =>
      maintenanceBookOf(
        plannedCouncil({ maintenance: [windowOf('work', rule, { title })] }),
      ).maintenanceOf('gas-1-home', SUNDAY)?.title;
    expect([titleOf(null), titleOf(titled)]).toEqual([own, titled]);
  });

  it('costs a council of 4,303 targets little each minute', async () => {
    const config = {
      ...councilOf([
        sector(
          'gas',
          Array.from({ length: 4303 }, (_, index) =>
            member(`gas-${index}`, [target(`gas-${index}-home`)]),
          ),
        ),
      ]),
      maintenance: Array.from({ length: 20 }, (_, index) =>
        windowOf(`work-${index}`, weekly([1 + (index % 7)], index * 30, index * 30 + 90)),
      ),
    };
    const { maintenanceOf } = maintenanceBookOf(config);
    const ids = targetsOf(config).map((placed) => placed.target.id);
    let on = 0;
    const cpuMs = await cpuMsOf(() => {
      for (let minute = 0; minute < 24 * 60; minute += 15) {
        for (const id of ids) if (maintenanceOf(id, SUNDAY + minute * 60_000) !== null) on += 1;
      }
    });
    expect(on).toBeGreaterThan(0);
    expect(cpuMs / 96).toBeLessThan(20);
  });
});

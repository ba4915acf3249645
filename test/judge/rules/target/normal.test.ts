import { describe, expect, it } from 'vitest';
import { dayKindsOf } from '../../../../src/core/time/day-kind.ts';
import { createDayClock, DAY_EFFECTS } from '../../../../src/judge/rules/target/day-clock.ts';
import { movedPhaseOf } from '../../../../src/judge/rules/target/phase-normals.ts';
import {
  clipped,
  ratioOf,
  residualOf,
  residualOfRatio,
} from '../../../../src/judge/rules/target/residual.ts';
import { createSeriesState } from '../../../../src/judge/rules/target/series-state.ts';
import { DAY, HOUR, MINUTE, MONDAY, Series, success } from './series.ts';

const KINDS = dayKindsOf(
  { holidays: [{ date: '2026-11-03', name: { ja: '文化の日', en: 'Culture Day' } }], days: [] },
  { from: '12-29', to: '01-03' },
);

function effectsOf(bits: number): string[] {
  return DAY_EFFECTS.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

describe('the clock of a sector', () => {
  it.each([
    ['2026-10-06T00:00:00+09:00', 0, false, []],
    ['2026-10-05T23:59:59+09:00', DAY - 1000, false, ['gotobi']],
    ['2026-10-10T12:00:00+09:00', 12 * HOUR, true, ['gotobi']],
    ['2026-10-30T12:00:00+09:00', 12 * HOUR, false, []],
    ['2026-11-30T12:00:00+09:00', 12 * HOUR, false, ['month-end', 'gotobi']],
    ['2026-11-03T12:00:00+09:00', 12 * HOUR, true, ['holiday']],
    ['2026-12-31T12:00:00+09:00', 12 * HOUR, true, ['year-end', 'month-end', 'gotobi']],
  ])('reads %s', (time, msOfDay, isDayOff, effects) => {
    const moment = createDayClock('Asia/Tokyo', KINDS).momentOf(Date.parse(time));
    expect({ ...moment, effects: effectsOf(moment.effects) }).toEqual({
      msOfDay,
      isDayOff,
      effects,
    });
  });

  it('reads many days, forth and back, and over a change of clocks', () => {
    const clock = createDayClock('Europe/Berlin', KINDS);
    const noons = ['2026-10-24T10:00:00Z', '2026-10-25T11:00:00Z', '2026-10-24T10:00:00Z'];
    expect(noons.map((time) => clock.momentOf(Date.parse(time)).msOfDay / HOUR)).toEqual([
      12, 12, 12,
    ]);
    for (let day = 0; day < 20; day += 1) clock.momentOf(MONDAY + day * DAY);
    expect(clock.momentOf(Date.parse('2026-11-03T11:00:00Z')).isDayOff).toBe(true);
  });
});

describe('a residual', () => {
  it('is the logarithm of the ratio near normal, whatever the unit', () => {
    expect(residualOf(101, 100)).toBeCloseTo(Math.log(1.01), 4);
    expect(residualOf(0.101, 0.1)).toBeCloseTo(residualOf(101, 100), 9);
  });

  it('is finite for 0, and gives its ratio back', () => {
    expect(residualOf(0, 100)).toBeCloseTo(-1.906, 3);
    expect(residualOf(-5, 100)).toBe(residualOf(0, 100));
    for (const ratio of [0, 0.5, 1, 3, 100]) {
      expect(ratioOf(residualOfRatio(ratio))).toBeCloseTo(ratio, 9);
    }
  });

  it('is clipped at both ends', () => {
    expect([clipped(5, 3), clipped(-5, 3), clipped(2, 3)]).toEqual([3, -3, 2]);
  });
});

describe('what is normal', () => {
  const rhythm = (at: number) =>
    180 * (1 + 0.4 * Math.sin((2 * Math.PI * ((at + 9 * HOUR) % DAY)) / DAY));

  function live(series: Series, days: number, levelOf: (at: number) => number) {
    const said = [];
    for (let slot = 0; slot < (days * DAY) / series.settings.intervalMs; slot += 1) {
      const next = series.at + series.settings.intervalMs;
      said.push(series.give(success(series.noisy(levelOf(next), 0.05))));
    }
    return said;
  }

  it('follows the time of day', () => {
    const series = new Series();
    live(series, 4, rhythm);
    for (const verdict of live(series, 0.9, rhythm)) {
      expect(Math.abs((verdict.ratio ?? 0) - 1)).toBeLessThan(0.25);
    }
  });

  it('is learned in hours where slots are an hour apart', () => {
    const series = new Series({ intervalMs: HOUR });
    live(series, 14, rhythm);
    const last = live(series, 1, rhythm).map(({ ratio }) => Math.abs((ratio ?? 0) - 1));
    expect(Math.max(...last)).toBeLessThan(0.35);
  });

  it('has a level of its own for days off', () => {
    const series = new Series();
    const weekly = (at: number) => {
      const weekday = (Math.floor((at + 9 * HOUR) / DAY) + 4) % 7;
      return weekday === 0 || weekday === 6 ? 120 : 180;
    };
    live(series, 21, weekly);
    const week = live(series, 7, weekly);
    expect(week.map(({ judgement }) => judgement)).not.toContain('slow');
    const saturday = week.at((5 * DAY + 2 * HOUR) / MINUTE);
    expect(saturday?.normalMs).toBeGreaterThan(110);
    expect(saturday?.normalMs).toBeLessThan(135);
  });

  it('learns what falls on the days on which payments are due', () => {
    const series = new Series();
    const due = (at: number) => {
      const day = new Date(at + 9 * HOUR).getUTCDate();
      return day % 5 === 0 ? 220 : 180;
    };
    const effect = () => series.state.table[3 * 2 * 48 + DAY_EFFECTS.indexOf('gotobi')] ?? 0;
    live(series, 22, due);
    expect(effect()).toBeGreaterThan(0.03);
  });

  it('names no phase where none stands out', () => {
    expect(movedPhaseOf(createSeriesState(), 100)).toBeNull();
    const series = new Series();
    series.run(DAY, 180, 0.02);
    const verdict = series.run(10 * MINUTE, 540, 0.02).at(-1);
    expect(verdict).toMatchObject({ judgement: 'slow', phase: 'wait' });
    const even = { dns: 90, connect: 90, tls: 90, send: 0, wait: 190, transfer: 80, other: 0 };
    for (let slot = 0; slot < 30; slot += 1) {
      series.give({ ...success(540), phases: even });
    }
    expect(series.give({ ...success(540), phases: even })).toMatchObject({
      judgement: 'slow',
      phase: null,
    });
  });
});

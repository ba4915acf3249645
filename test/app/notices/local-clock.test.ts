import { describe, expect, it } from 'vitest';
import { localClockOf } from '../../../src/app/notices/local-clock.ts';
import type { Config } from '../../../src/core/config.ts';
import { quietUntil } from '../../../src/notify/stages/quiet.ts';
import { councilOf, sector } from '../../config/council-of.ts';

function council(timezone: string, over: Partial<Config> = {}): Config {
  const base = councilOf([{ ...sector('bank', []), yearEnd: { from: '12-31', to: '01-03' } }]);
  return { ...base, council: { ...base.council, timezone }, ...over };
}

const at = (text: string): number => Date.parse(text);

describe('the clock by which a contact is told', () => {
  const clock = localClockOf(council('Asia/Tokyo'), null);

  it('reads dates and times in the zone of the council', () => {
    const night = at('2026-11-21T18:04:00Z');
    expect(clock.dateOf(night)).toBe('2026-11-22');
    expect(clock.minuteText(night)).toBe('03:04');
    expect(clock.instantOf('2026-11-22', 184)).toBe(night);
  });

  it('takes minutes past the end of a date for those of the next', () => {
    expect(clock.instantOf('2026-12-31', 1440)).toBe(at('2027-01-01T00:00:00+09:00'));
  });

  it.each([
    [
      'where clocks are put forward over 02:30, the change',
      '2027-03-28',
      150,
      '2027-03-28T01:00:00Z',
    ],
    ['01:30 before clocks are put forward', '2027-03-28', 90, '2027-03-28T00:30:00Z'],
    ['03:30 after it', '2027-03-28', 210, '2027-03-28T01:30:00Z'],
    ['the first 02:30 of two', '2027-10-31', 150, '2027-10-31T00:30:00Z'],
    ['03:30 after both', '2027-10-31', 210, '2027-10-31T02:30:00Z'],
    ['midnight after a day of 25 hours', '2027-10-31', 1440, '2027-10-31T23:00:00Z'],
  ])('%s, in Berlin', (_, date, minute, instant) => {
    const berlin = localClockOf(council('Europe/Berlin'), null);
    expect(new Date(berlin.instantOf(date, minute)).toISOString()).toBe(
      new Date(instant).toISOString(),
    );
  });

  it('ends quiet hours with the clocks of the night in which they change', () => {
    const berlin = localClockOf(council('Europe/Berlin'), null);
    const hours = { from: 22 * 60, to: 7 * 60, days: ['weekend'] } as const;
    const short = quietUntil(hours, at('2027-03-27T23:00:00Z'), berlin);
    expect(short).toBe(at('2027-03-28T05:00:00Z'));
    const long = quietUntil(hours, at('2027-10-30T23:00:00Z'), berlin);
    expect(long).toBe(at('2027-10-31T06:00:00Z'));
  });

  it('has the days around New Year of a sector, and of the council for who is of none', () => {
    const config = council('Asia/Tokyo', {
      calendar: { holidays: [], days: [], yearEnd: { from: '12-29', to: '01-03' } },
    });
    expect(localClockOf(config, 'bank').kindOf('2026-12-29')).toBe('workday');
    expect(localClockOf(config, 'bank').kindOf('2026-12-31')).toBe('year-end');
    expect(localClockOf(config, null).kindOf('2026-12-29')).toBe('year-end');
    expect(localClockOf(config, 'gone').kindOf('2026-12-29')).toBe('year-end');
    expect(clock.kindOf('2026-12-29')).toBe('workday');
  });

  it("heeds holidays and the operator's own days of work", () => {
    const name = { ja: '休日', en: 'Holiday' };
    const config = council('Asia/Tokyo', {
      calendar: {
        holidays: [{ date: '2026-11-23', name }],
        days: [{ date: '2026-11-22', kind: 'workday', name: null }],
      },
    });
    const own = localClockOf(config, 'bank');
    expect(['2026-11-21', '2026-11-22', '2026-11-23'].map((date) => own.kindOf(date))).toEqual([
      'weekend',
      'workday',
      'holiday',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { FileDates } from '../../src/config/maintenance-file.ts';
import { readIcalDates } from '../../src/config/maintenance-ical.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const NOW = Date.parse('2026-11-24T12:00+09:00');

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
}

function event(uid: string, ...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT'].join('\r\n');
}

function read(...parts: readonly string[]): FileDates {
  return readIcalDates('work.ics', calendar(...parts), { timezone: 'Asia/Tokyo', now: NOW });
}

/** When the stretches are, in UTC; `count` at most. */
function toldOf({ stretches, problems }: FileDates, count = 100): readonly string[] {
  expect(problems).toEqual([]);
  const text = (at: number) => new Date(at).toISOString().slice(0, 16);
  return stretches.slice(0, count).map(({ from, to }) => `${text(from)} ${text(to)}`);
}

const TOKYO = ['DTSTART;TZID=Asia/Tokyo:20261201T020000', 'DTEND;TZID=Asia/Tokyo:20261201T040000'];

describe('an iCalendar file', () => {
  it.each([
    ['with a time zone', TOKYO, '2026-11-30T17:00 2026-11-30T19:00'],
    [
      'in UTC',
      ['DTSTART:20261201T020000Z', 'DTEND:20261201T040000Z'],
      '2026-12-01T02:00 2026-12-01T04:00',
    ],
    [
      "of no zone, which is the council's",
      ['DTSTART:20261201T020000', 'DURATION:PT90M'],
      '2026-11-30T17:00 2026-11-30T18:30',
    ],
    [
      'over a change of the clocks',
      ['DTSTART;TZID=Europe/London:20270327T230000', 'DTEND;TZID=Europe/London:20270328T030000'],
      '2027-03-27T23:00 2027-03-28T02:00',
    ],
  ])('has an event %s', (_, lines, told) => {
    expect(toldOf(read(event('1', ...lines)))).toEqual([told]);
  });

  it('has whole days, the last one written left out', () => {
    const read1 = read(
      event(
        '1',
        'DTSTART;VALUE=DATE:20261230',
        'DTEND;VALUE=DATE:20270102',
        'SUMMARY:停電\\, 全館',
      ),
    );
    const one = read(event('1', 'DTSTART;VALUE=DATE:20261230'));
    const title = { ja: '停電, 全館', en: '停電, 全館' };
    expect(read1.days).toEqual([
      { firstDate: '2026-12-30', lastDate: '2027-01-01', times: null, title },
    ]);
    expect(one.days).toMatchObject([{ firstDate: '2026-12-30', lastDate: '2026-12-30' }]);
  });

  it('knows a zone that the file itself describes', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Tokyo Standard Time',
      'BEGIN:STANDARD',
      'DTSTART:16010101T000000',
      'TZOFFSETFROM:+0900',
      'TZOFFSETTO:+0900',
      'END:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n');
    const lines = ['DTSTART;TZID="Tokyo Standard Time":20261201T020000', 'DURATION:PT2H'];
    expect(toldOf(read(zone, event('1', ...lines)))).toEqual(['2026-11-30T17:00 2026-11-30T19:00']);
  });

  it('repeats by its rule, without what is taken away, with what is added', () => {
    const lines = [
      ...TOKYO,
      'RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4',
      'EXDATE;TZID=Asia/Tokyo:20270105T020000',
      'EXDATE;VALUE=DATE:20270302',
      'RDATE;TZID=Asia/Tokyo:20270110T020000',
      'RDATE:20270111T020000Z',
    ];
    expect(toldOf(read(event('1', ...lines))).toSorted()).toEqual([
      '2026-11-30T17:00 2026-11-30T19:00',
      '2027-01-09T17:00 2027-01-09T19:00',
      '2027-01-11T02:00 2027-01-11T04:00',
      '2027-02-01T17:00 2027-02-01T19:00',
    ]);
  });

  it('takes an end of a rule in UTC for what it is in the zone of the event', () => {
    const until = (text: string) =>
      toldOf(read(event('1', ...TOKYO, `RRULE:FREQ=DAILY;UNTIL=${text}`))).length;
    expect(until('20261201T170000Z')).toBe(2);
    expect(until('20261201T165959Z')).toBe(1);
    expect(until('20261202')).toBe(2);
  });

  it('puts an occurrence elsewhere, and leaves out what is cancelled', () => {
    const told = toldOf(
      read(
        event('1', ...TOKYO, 'RRULE:FREQ=DAILY;COUNT=3'),
        event(
          '1',
          'RECURRENCE-ID;TZID=Asia/Tokyo:20261202T020000',
          'DTSTART;TZID=Asia/Tokyo:20261202T120000',
          'DURATION:PT1H',
        ),
        event(
          '1',
          'RECURRENCE-ID:20261202T170000Z',
          'STATUS:CANCELLED',
          'DTSTART:20261202T170000Z',
          'DURATION:PT1H',
        ),
        event('2', ...TOKYO, 'STATUS:CANCELLED'),
      ),
    );
    expect(told).toEqual([
      '2026-11-30T17:00 2026-11-30T19:00',
      '2026-12-02T03:00 2026-12-02T04:00',
    ]);
  });

  it('goes on for five years where a rule has no end, and begins two years ago', () => {
    const { stretches, problems } = read(
      event('1', 'DTSTART:20000101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
    );
    expect(problems).toEqual([]);
    expect(new Date(stretches[0]?.from ?? 0).toISOString().slice(0, 7)).toBe('2024-11');
    expect(new Date(stretches.at(-1)?.from ?? 0).toISOString().slice(0, 7)).toBe('2031-12');
  });

  it.each([
    ['29 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29'],
    ['every day of some months', 'FREQ=DAILY;BYMONTH=3', '2027-03-01'],
    ['a last day of a quarter', 'FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=3,6,9,12', '2026-12-31'],
    ['a fifth Monday', 'FREQ=MONTHLY;BYDAY=5MO', '2027-03-29'],
  ])('finds %s', (_, rule, date) => {
    const lines = ['DTSTART:20261201T000000Z', 'DURATION:PT1H', `RRULE:${rule}`];
    expect(toldOf(read(event('1', ...lines)), 1)).toEqual([`${date}T00:00 ${date}T01:00`]);
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=15',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15',
    'FREQ=DAILY;COUNT=-3',
  ])('says at once that a rule never gives a day: %s', async (rule) => {
    let problems: ReturnType<typeof read>['problems'] = [];
    const cpuMs = await cpuMsOf(() => {
      problems = read(event('1', ...TOKYO, `RRULE:${rule}`)).problems;
    });
    expect(problems.map(({ line, expected }) => [line, expected.en])).toEqual([
      [7, 'RRULE that gives some day (this one never does)'],
    ]);
    expect(cpuMs).toBeLessThan(1000);
  });

  it('ends the search of a rule that fits its first day only', () => {
    const lines = [...TOKYO, 'RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=WE'];
    expect(toldOf(read(event('1', ...lines)))).toEqual(['2026-11-30T17:00 2026-11-30T19:00']);
  });

  it('says where each wrong line is, folded lines counted', () => {
    const { problems } = read(
      event('1', 'DTSTART:20261301T000000Z', 'SUMMARY:a\r\n b\r\n c', 'nonsense', 'DURATION:PT1H'),
      event('2', 'DTSTART:20261201T000000Z', 'DTEND:20261201T250000Z'),
    );
    expect(problems.map(({ line, found }) => `${line} ${found}`)).toEqual([
      '5 DTSTART:20261301T000000Z',
      '9 nonsense',
      '15 DTEND:20261201T250000Z',
    ]);
  });
});

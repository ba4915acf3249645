import { describe, expect, it } from 'vitest';
import { readInstant } from '../../../src/board/read-query.ts';
import { readMoment } from '../../../src/board/web/read-moment.ts';

const MINUTE_MS = 60_000;
const ZONES = ['Asia/Tokyo', 'UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe'];

describe('a moment that somebody wrote into an address', () => {
  it.each([
    ['2022-09-06T07:20Z', '2022-09-06T07:20Z'],
    ['2022-09-06T07:20', '2022-09-05T22:20Z'],
    ['2022-09-06 07:20', '2022-09-05T22:20Z'],
    ['2022-09-06', '2022-09-05T15:00Z'],
    ['2022-09-06T07:20:59.9', '2022-09-05T22:20Z'],
    ['2022-09-06t07:20z', '2022-09-06T07:20Z'],
    ['2022-09-06T07:20+01:00', '2022-09-06T06:20Z'],
    ['2022-09-06T07:20 01:00', '2022-09-06T06:20Z'],
    ['2022-09-06T07:20-0330', '2022-09-06T10:50Z'],
    ['2022-09-06T07:20+09', '2022-09-05T22:20Z'],
    [String(Date.UTC(2022, 8, 6, 7, 20, 31)), '2022-09-06T07:20Z'],
    ['-60001', '1969-12-31T23:58Z'],
  ])('%s is %s where clocks are those of Japan', (text, at) => {
    expect(readMoment(text, 'Asia/Tokyo')).toBe(Date.parse(at));
  });

  it.each([
    ...['', 'abc', 'now', '2026-11', '2026-11-31', '2026-00-10', '2026-11-00', '2026-13-01'],
    ...['2026-11-28T24:00', '2026-11-28T12', '2026-11-28T12:60', '2026-11-28T12:04:60'],
    ...['2026-11-28T12:04+24:00', '2026-11-28T12:04+09:60', '2026-11-28Z', '2026-11-28T12:04Zx'],
    ...[
      '0999-01-01T00:00Z',
      '+012026-11-28T12:04Z',
      '9'.repeat(16),
      '-99999999999999',
      '1.5',
      '1e9',
    ],
    '２０２６-11-28',
  ])('%j is none', (text) => expect(readMoment(text, 'Asia/Tokyo')).toBeNull());

  it.each(ZONES)('is the one that the API takes, around changes of clocks, too (%s)', (zone) => {
    for (const [from, to] of [
      ['2026-03-07T22:00Z', '2026-03-09T02:00Z'],
      ['2026-03-28T22:00Z', '2026-03-30T02:00Z'],
      ['2026-04-04T00:00Z', '2026-04-06T02:00Z'],
      ['2026-10-03T00:00Z', '2026-10-05T02:00Z'],
      ['2026-10-24T22:00Z', '2026-10-26T02:00Z'],
      ['2026-10-31T22:00Z', '2026-11-02T02:00Z'],
    ] as const) {
      for (let at = Date.parse(from); at < Date.parse(to); at += 5 * MINUTE_MS) {
        const text = new Date(at).toISOString().slice(0, 16);
        expect(readMoment(text, zone), `${text} ${zone}`).toBe(readInstant(text, zone));
      }
    }
  });
});

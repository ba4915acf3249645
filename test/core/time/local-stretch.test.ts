import { describe, expect, it } from 'vitest';
import { stretchOfReadings } from '../../../src/core/time/local-stretch.ts';

/** London puts its clocks forward on 29 March 2026 at 01:00, back on 25 October 2026 at 02:00. */
const ROWS = [
  ['an ordinary night', '2026-03-10T01:00', '2026-03-10T05:00', '01:00Z', '05:00Z'],
  ['a night that is an hour short', '2026-03-29T00:30', '2026-03-29T05:00', '00:30Z', '04:00Z'],
  ['a start that is left out', '2026-03-29T01:30', '2026-03-29T05:00', '01:00Z', '04:00Z'],
  ['an end that is left out', '2026-03-29T00:30', '2026-03-29T01:30', '00:30Z', '01:00Z'],
  [
    'an end where clocks are put forward',
    '2026-03-29T00:30',
    '2026-03-29T01:00',
    '00:30Z',
    '01:00Z',
  ],
  ['a start read twice', '2026-10-25T01:30', '2026-10-25T05:00', '00:30Z', '05:00Z'],
  ['an end read twice', '2026-10-25T00:30', '2026-10-25T01:30', '2026-10-24T23:30Z', '01:30Z'],
  ['both read twice', '2026-10-25T01:15', '2026-10-25T01:45', '00:15Z', '01:45Z'],
  [
    'an end at the first of the twice read',
    '2026-10-25T00:00',
    '2026-10-25T01:00',
    '2026-10-24T23:00Z',
    '00:00Z',
  ],
] as const;

describe('a stretch of local readings', () => {
  it.each(ROWS)('is the shortest that holds all that is read: %s', (_, from, to, start, end) => {
    const at = (text: string): number =>
      Date.parse(text.includes('T') ? text : `${from.slice(0, 10)}T${text}`);
    expect(stretchOfReadings({ from, to }, 'Europe/London')).toEqual({
      from: at(start),
      to: at(end),
    });
  });

  it('is none where no clock reads it', () => {
    const readings = { from: '2026-03-29T01:15', to: '2026-03-29T01:45' };
    expect(stretchOfReadings(readings, 'Europe/London')).toBeNull();
    expect(stretchOfReadings({ ...readings, to: readings.from }, 'Asia/Tokyo')).toBeNull();
  });

  it('knows a change of half an hour', () => {
    const readings = { from: '2026-04-05T01:00', to: '2026-04-05T02:00' };
    const stretch = stretchOfReadings(readings, 'Australia/Lord_Howe');
    expect((stretch?.to ?? 0) - (stretch?.from ?? 0)).toBe(90 * 60_000);
  });
});

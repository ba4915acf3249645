import { describe, expect, it } from 'vitest';
import {
  addressAt,
  momentAsked,
  momentOf,
  momentText,
  withoutMoment,
} from '../../../src/board/web/moment.ts';
import { actOf } from '../../../src/board/web/past-keys.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 10, 28, 12, 4, 31);

describe('a moment in an address', () => {
  it('is a full minute of UTC, and comes back as it was', () => {
    expect(momentText(AT)).toBe('2026-11-28T12:04Z');
    const address = addressAt('/sectors/gas?x=1', AT);
    expect(address).toBe('/sectors/gas?at=2026-11-28T12:04Z');
    expect(momentOf(new URL(address, 'http://board').search)).toBe(AT - 31_000);
    expect(addressAt(`http://board${address}`, null)).toBe('/sectors/gas');
  });

  it.each([
    '',
    '?at=',
    '?at=now',
    '?at=2026-13-40T99:99Z',
    '?at=2026-11-28T12:04',
    '?at=1795000000',
  ])('is none of the board’s own in %j', (search) => expect(momentOf(search)).toBeNull());

  it('is there as it was written', () => {
    expect(momentAsked('?x=1')).toBeNull();
    expect(momentAsked('?at=')).toBe('');
    expect(momentAsked('?at=2026-11-28T12:04+09:00')).toBe('2026-11-28T12:04 09:00');
    expect(momentAsked('?at=2026-11-28T12:04%2B09:00')).toBe('2026-11-28T12:04+09:00');
  });

  it('is taken out of an address that keeps the rest', () => {
    expect(withoutMoment('http://board/audit?who=abe&at=now#x')).toBe(
      'http://board/audit?who=abe#x',
    );
    expect(withoutMoment('http://board/?at=')).toBe('http://board/');
  });

  it('of before 1970 is a full minute, too', () => {
    expect(momentText(Date.UTC(1969, 11, 31, 23, 59, 59))).toBe('1969-12-31T23:59Z');
  });
});

describe('keys that lead to the past', () => {
  it('go a day, a week and four weeks back from wherever one is', () => {
    for (const isPast of [false, true]) {
      expect(actOf('d', isPast)).toEqual({ kind: 'step', byMs: -DAY });
      expect(actOf('w', isPast)).toEqual({ kind: 'step', byMs: -7 * DAY });
      expect(actOf('m', isPast)).toEqual({ kind: 'step', byMs: -28 * DAY });
    }
  });

  it('go on, step, play and come back only where the past is shown', () => {
    for (const key of ['D', 'W', 'M', 'ArrowLeft', 'ArrowRight', 'n', 'p']) {
      expect(actOf(key, false), key).toBeNull();
      expect(actOf(key, true), key).not.toBeNull();
    }
    expect(actOf('x', true)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { addressAt, momentOf, momentText } from '../../../src/board/web/moment.ts';
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
  ])('is none in %j', (search) => expect(momentOf(search)).toBeNull());
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

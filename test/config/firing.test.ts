import { describe, expect, it } from 'vitest';
import { firingOf } from '../../src/config/firing.ts';

describe('firingOf', () => {
  it.each([
    ['* * * * *', 60],
    ['*/5 * * * *', 300],
    ['*/10 * * * * *', 10],
    ['0,20,30 * * * * *', 10],
    ['0 * * * *', 3600],
    ['0 9,18 * * *', 9 * 3600],
    ['0 0,23 * * *', 3600],
    ['30 4 * * *', 86_400],
    ['0 0 29 2 *', 86_400],
  ])('finds the smallest gap of %s to be %i s', (expression, seconds) => {
    expect(firingOf(expression, 'Asia/Tokyo')).toEqual({
      kind: 'fires',
      smallestGapMs: seconds * 1000,
    });
  });

  it.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 1 * mon#2', '0 0 31W 2 *'])(
    'knows that %s never fires',
    (expression) => {
      expect(firingOf(expression, 'Asia/Tokyo')).toEqual({ kind: 'never' });
    },
  );

  it.each(['*/61 * * * *', '0-59/90 * * * *', '0 */25 * * *'])(
    'knows that a step of %s is too large',
    (expression) => {
      expect(firingOf(expression, 'Asia/Tokyo')).toEqual({ kind: 'stepTooLarge' });
    },
  );

  it.each(['', 'never', '@daily', '* * * *', '* * * * * * *', '61 * * * *', '0 0 32 2 *'])(
    'refuses "%s"',
    (expression) => {
      expect(firingOf(expression, 'Asia/Tokyo')).toEqual({ kind: 'invalid' });
    },
  );
});

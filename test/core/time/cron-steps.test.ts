import { describe, expect, it } from 'vitest';
import { stepsFit } from '../../../src/core/time/cron-steps.ts';

describe('the steps of a cron expression', () => {
  it.each([
    '* * * * *',
    '*/60 * * * *',
    '*/5 9-16/2 * * 1-5',
    '*/30 * * * * *',
    '0 */24 */31 */12 */7',
    '0-59/60 * * * *',
    '5-10,*/20 * * * *',
    '0 0 * jan-dec/3 mon-fri/2',
    '@daily',
  ])('fit in %s', (expression) => {
    expect(stepsFit(expression)).toBe(true);
  });

  it.each([
    '*/61 * * * *',
    '0-59/90 * * * *',
    '10-20/15 * * * *',
    '0 */25 * * *',
    '*/61 * * * * *',
    '0 */61 * * * *',
    '0 0 */32 * *',
    '0 0 * */13 *',
    '0 0 * * */8',
    '5,*/75 * * * *',
    '3/90 * * * *',
  ])('are too large in %s', (expression) => {
    expect(stepsFit(expression)).toBe(false);
  });
});

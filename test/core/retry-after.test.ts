import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/core/retry-after.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);

describe('the Retry-After of an answer', () => {
  it.each([
    ['30', 30_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 03:05:05 GMT', 60_000],
    ['Sun, 22 Nov 2026 03:04:00 GMT', 0],
    // More than an hour is not believed.
    ['86400', 3_600_000],
    ['Mon, 23 Nov 2026 03:04:05 GMT', 3_600_000],
  ])('%j is %d ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });

  it.each([null, undefined, '', 'soon', '-5', '1.5', '2026', '99999999999'])(
    '%j says nothing',
    (header) => {
      expect(retryAfterMs(header, NOW)).toBe(header === '2026' ? 2_026_000 : null);
    },
  );
});

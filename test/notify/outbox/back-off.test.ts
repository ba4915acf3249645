import { describe, expect, it } from 'vitest';
import { backOffMs, restMs } from '../../../src/notify/outbox/back-off.ts';

describe('the wait after a failed attempt', () => {
  it('is a second, then twice as long each time, up to five minutes', () => {
    const waits = Array.from({ length: 11 }, (_, index) => backOffMs(index + 1, null, 0.5));
    const doubled = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000];
    expect(waits).toEqual([...doubled, 300_000, 300_000]);
    expect(backOffMs(5000, null, 0.5)).toBe(300_000);
  });

  it('is a fifth less or more', () => {
    expect([backOffMs(1, null, 0), backOffMs(1, null, 0.999)]).toEqual([800, 1200]);
  });

  it('is not less than was asked for, up to an hour', () => {
    expect(backOffMs(1, 90_000, 0.5)).toBe(90_000);
    expect(backOffMs(9, 1000, 0.5)).toBe(256_000);
    expect(backOffMs(1, 86_400_000, 0.5)).toBe(3_600_000);
  });
});

describe('the rest of an entry', () => {
  it('ends when it said, and within an hour where the clock was set back', () => {
    expect(restMs(5000, 2000)).toBe(3000);
    expect(restMs(5000, 9000)).toBe(0);
    expect(restMs(86_400_000, 0)).toBe(3_600_000);
  });
});

import { describe, expect, it } from 'vitest';
import { workersFor } from '../../src/app/workers-for.ts';

function workers(schedules: readonly string[], cores = 16): number {
  return workersFor({ schedules, timezone: 'Asia/Tokyo', cores });
}

function times(count: number, schedule: string): string[] {
  return Array<string>(count).fill(schedule);
}

describe('the number of workers', () => {
  it('follows the starts a second, 400 to each', () => {
    expect(workers([])).toBe(1);
    expect(workers(times(4303, '* * * * *'))).toBe(1);
    expect(workers(times(4000, '*/10 * * * * *'))).toBe(1);
    expect(workers(times(4001, '*/10 * * * * *'))).toBe(2);
    expect(workers([...times(450, '* * * * * *'), ...times(24_000, '*/5 * * * *')])).toBe(2);
  });

  it('is four at most, and no more than the machine has cores', () => {
    expect(workers(times(4303, '* * * * * *'))).toBe(4);
    expect(workers(times(4303, '* * * * * *'), 2)).toBe(2);
  });
});

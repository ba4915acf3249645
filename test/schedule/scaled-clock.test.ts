import { describe, expect, it } from 'vitest';
import { createScaledClock } from '../../src/schedule/scaled-clock.ts';
import { ManualClock } from '../support/manual-clock.ts';

const REAL = Date.UTC(2026, 10, 28, 5);
const DAY = Date.UTC(2023, 5, 6, 8);

describe('a scaled clock', () => {
  it('stands until it begins, and then runs faster', async () => {
    const real = new ManualClock(REAL);
    const clock = createScaledClock(DAY, 60, real);
    await real.run(5000);
    expect([clock.now(), clock.begunAt]).toEqual([DAY, null]);
    clock.begin(real.now() - 1000);
    expect(clock.now()).toBe(DAY + 60_000);
    await real.run(2000);
    expect(clock.now()).toBe(DAY + 180_000);
    expect(clock.timeAt(real.now() + 500)).toBe(DAY + 210_000);
  });

  it('shortens delays, and its monotonic side agrees', async () => {
    const real = new ManualClock(REAL);
    const clock = createScaledClock(DAY, 10, real);
    let called = 0;
    clock.after(60_000, () => {
      called += 1;
    });
    const cancel = clock.after(30_000, () => {
      called += 10;
    });
    cancel();
    const before = clock.monotonicMs();
    await real.run(5999);
    expect(called).toBe(0);
    await real.run(1);
    expect(called).toBe(1);
    expect(clock.monotonicMs() - before).toBe(60_000);
  });
});

import { describe, expect, it } from 'vitest';
import { SlidingSketch } from '../../../src/core/stats/sliding-sketch.ts';

describe('a sliding sketch', () => {
  it('forgets what is older than its window, a part at a time', () => {
    const sketch = new SlidingSketch(100, 10);
    expect(sketch.quantile(0.5, 0)).toBeNull();
    sketch.add(1000, 5);
    sketch.add(10, 55);
    sketch.add(10, 56);
    expect(sketch.quantile(1, 60) ?? 0).toBeGreaterThan(980);
    expect(sketch.quantile(1, 105) ?? 0).toBeGreaterThan(980);
    expect(sketch.quantile(1, 115) ?? 0).toBeLessThan(11);
    sketch.add(20, 300);
    expect(sketch.quantile(0, 300) ?? 0).toBeGreaterThan(19);
  });
});

import { describe, expect, it } from 'vitest';
import { expositionOf } from '../../src/board/exposition.ts';

describe('expositionOf', () => {
  it('writes counters and gauges with their labels escaped', () => {
    const text = expositionOf([
      {
        name: 'yamabiko_x_total',
        help: 'Line\nand \\.',
        type: 'counter',
        values: [{ value: 3 }, { labels: { a: 'q"\n\\', b: '' }, value: 0.5 }],
      },
    ]);
    expect(text).toBe(
      '# HELP yamabiko_x_total Line\\nand \\\\.\n# TYPE yamabiko_x_total counter\n' +
        'yamabiko_x_total 3\nyamabiko_x_total{a="q\\"\\n\\\\",b=""} 0.5\n',
    );
  });

  it('cumulates the buckets of a histogram up to +Inf', () => {
    const text = expositionOf([
      {
        name: 'yamabiko_d_seconds',
        help: 'D.',
        type: 'histogram',
        series: [{ labels: { outcome: 'success' }, bounds: [0.1, 1], counts: [2, 3, 1], sum: 4.5 }],
      },
    ]);
    expect(text.split('\n').slice(2, -1)).toEqual([
      'yamabiko_d_seconds_bucket{outcome="success",le="0.1"} 2',
      'yamabiko_d_seconds_bucket{outcome="success",le="1"} 5',
      'yamabiko_d_seconds_bucket{outcome="success",le="+Inf"} 6',
      'yamabiko_d_seconds_sum{outcome="success"} 4.5',
      'yamabiko_d_seconds_count{outcome="success"} 6',
    ]);
  });

  it('writes values that are not finite as Prometheus reads them', () => {
    const values = [Number.NaN, Infinity, -Infinity].map((value) => ({ value }));
    const text = expositionOf([{ name: 'g', help: 'G.', type: 'gauge', values }]);
    expect(text.split('\n').slice(2, -1)).toEqual(['g NaN', 'g +Inf', 'g -Inf']);
  });
});

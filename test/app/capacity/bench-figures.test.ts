import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BENCH_FIGURES } from '../../../src/app/capacity/bench-figures.ts';

const PAGES = join(import.meta.dirname, '../../../docs/bench');
/** Runs of a bench differ by about so much; beyond it the estimate is to be brought up to date. */
const TOLERANCE = 0.3;

/** The figure behind a label in a row of a page's tables. */
function figureOf(page: string, row: RegExp): number {
  const text = readFileSync(join(PAGES, `${page}.md`), 'utf8');
  const found = row.exec(text)?.[1];
  if (found === undefined) throw new Error(`${page}.md has no ${row}`);
  return Number(found.replaceAll(',', ''));
}

describe('the figures that estimates are made from', () => {
  const rows: readonly [string, number, () => number][] = [
    [
      'CPU a probe',
      BENCH_FIGURES.cpuUsPerProbe,
      () => figureOf('council', /CPU per probe, everything included \| ([\d,]+) µs/),
    ],
    [
      'memory of the council',
      BENCH_FIGURES.councilResidentBytes,
      () => 1e6 * figureOf('council', /resident memory, largest \| ([\d,.]+) MB/),
    ],
    [
      'memory of a target',
      BENCH_FIGURES.bytesPerTarget,
      () => 1000 * figureOf('growth', /memory per target at 100,000 \| ([\d.]+) KB/),
    ],
    [
      'a stored sample',
      BENCH_FIGURES.sampleBytes,
      () => figureOf('store', /files of samples \| [\d.,]+ MiB \| ([\d.]+) bytes/),
    ],
    [
      'its roll-ups',
      BENCH_FIGURES.rollupBytesPerSample,
      () => figureOf('store', /files of roll-ups \| [\d.,]+ MiB \| ([\d.]+) bytes/),
    ],
  ];
  it.each(rows)('are those of the bench pages: %s', (_what, figure, measured) => {
    expect(Math.abs(figure / measured() - 1)).toBeLessThan(TOLERANCE);
  });
});

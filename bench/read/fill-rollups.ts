import { addToSketch, emptySketch, encodeSketch } from '../../src/core/stats/sketch.ts';
import { monthOf } from '../../src/store/embedded/file-names.ts';
import type { PeriodStats } from '../../src/store/embedded/rollup-build.ts';
import type { RollupFile } from '../../src/store/embedded/rollup-file.ts';
import { RollupFiles } from '../../src/store/embedded/rollup-files.ts';
import { benchTargetId } from '../council/bench-config.ts';
import { randomOf } from '../load/random.ts';

const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;
/** Distinct periods that the figures are drawn from. */
const VARIETY = 257;

type Figures = Omit<PeriodStats, 'at'>;

/**
 * Writes 5-minute and 1-hour roll-ups of every target for [from, to), epoch ms, whole hours, into the
 * month files as the store lays them out. Returns the number of rows.
 */
export function fillRollups(
  dir: string,
  range: { readonly from: number; readonly to: number; readonly targets: number },
): number {
  const random = randomOf(11);
  const fives = Array.from({ length: VARIETY }, () => figuresOf(5, random));
  const hours = Array.from({ length: VARIETY }, () => figuresOf(60, random));
  const files = new RollupFiles(dir, { readOnly: false, sync: 'normal' }, null);
  let rows = 0;
  for (let hourAt = range.from; hourAt < range.to; hourAt += HOUR_MS) {
    const month = monthOf(hourAt);
    files.write(month, (file) => {
      for (let target = 0; target < range.targets; target += 1) {
        rows += fillHour(file, { target, at: hourAt - month, fives, hours });
      }
    });
  }
  files.close();
  return rows;
}

interface HourFill {
  readonly target: number;
  /** ms since the month's start. */
  readonly at: number;
  readonly fives: readonly Figures[];
  readonly hours: readonly Figures[];
}

function fillHour(file: RollupFile, { target, at, fives, hours }: HourFill): number {
  const series = file.series.add({ target: benchTargetId(target), vantage: 'bench', family: 4 });
  const mix = target * 31 + at / HOUR_MS;
  for (let index = 0; index < 12; index += 1) {
    const figures = fives[(mix + index) % VARIETY];
    if (figures !== undefined) {
      file.write('5m', series, { ...figures, at: at + index * FIVE_MINUTES_MS });
    }
  }
  const figures = hours[mix % VARIETY];
  if (figures !== undefined) file.write('1h', series, { ...figures, at });
  return 13;
}

function figuresOf(count: number, random: () => number): Figures {
  const sketch = emptySketch();
  const values = Array.from({ length: count }, () => Math.round(30_000 + 400_000 * random() ** 3));
  for (const us of values) addToSketch(sketch, us / 1000);
  return {
    count,
    failures: 0,
    missed: 0,
    suspect: 0,
    suspectFailures: 0,
    confirmations: 0,
    minUs: Math.min(...values),
    maxUs: Math.max(...values),
    sumUs: values.reduce((sum, us) => sum + us, 0),
    sketch: encodeSketch(sketch),
  };
}

import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { Period, Rollup } from '../../core/words/rollup.ts';
import type { DayFile } from './day-file.ts';
import type { DayFiles } from './day-files.ts';
import { HOUR_MS } from './day-key.ts';
import { rowsOfSeries } from './day-read.ts';
import { nextMonth } from './file-names.ts';
import { buildRollups, type PeriodStats } from './rollup-build.ts';
import type { RollupFiles } from './rollup-files.ts';
import { type SeriesName, textOfSeries } from './series-book.ts';

/** Roll-ups as one thing that passes to another thread cheaply. */
export interface RollupBlock {
  readonly period: Period;
  /** Series in order of target, then family, then vantage, with the number of their periods. */
  readonly series: readonly (readonly [SeriesName, number])[];
  /**
   * Per period: at, count, failures, missed, suspect, suspect failures, min, max (these three NaN for
   * null), sum, sketch bytes.
   */
  readonly figures: Float64Array<ArrayBuffer>;
  readonly sketches: Uint8Array<ArrayBuffer>;
}

export interface RollupSources {
  readonly days: DayFiles;
  readonly rollups: RollupFiles;
}

const WIDTH = 10;

/**
 * Roll-ups of the targets given, in order of (target, family, at): the stored ones, and for hours
 * that are still open computed from their samples.
 */
export function readRollups(
  sources: RollupSources,
  query: TimeRange & { readonly period: Period; readonly targets: readonly string[] },
): RollupBlock {
  const found = new Map<
    string,
    { readonly name: SeriesName; readonly stats: Map<number, PeriodStats> }
  >();
  const put = (name: SeriesName, all: readonly PeriodStats[]) => {
    const text = textOfSeries(name);
    let series = found.get(text);
    if (series === undefined) {
      series = { name, stats: new Map() };
      found.set(text, series);
    }
    for (const stats of all) series.stats.set(stats.at, stats);
  };
  for (const target of query.targets) {
    readStored(sources.rollups, { ...query, target }, put);
    readOpen(sources.days, { ...query, target }, put);
  }
  const series = [...found.values()].sort((a, b) => compareNames(a.name, b.name));
  return blockOf(
    query.period,
    series.map(({ name, stats }) => [
      name,
      [...stats.values()].filter((one) => one.count > 0).sort((a, b) => a.at - b.at),
    ]),
  );
}

type TargetQuery = TimeRange & { readonly period: Period; readonly target: string };
type Put = (name: SeriesName, stats: readonly PeriodStats[]) => void;

function readStored(rollups: RollupFiles, query: TargetQuery, put: Put): void {
  for (const month of rollups.months(query.from, query.to)) {
    rollups.readMonth(month, (file) => {
      const from = Math.max(0, query.from - month);
      const to = Math.min(nextMonth(month), query.to) - month;
      for (const id of file.series.idsOf(query.target)) {
        const name = file.series.nameOf(id);
        if (name === null) continue;
        const stored = file.read(query.period, id, { from, to });
        put(
          name,
          stored.map((stats) => ({ ...stats, at: stats.at + month })),
        );
      }
    });
  }
}

function readOpen(days: DayFiles, query: TargetQuery, put: Put): void {
  for (const day of days.loaded()) {
    if (day.open.length === 0) continue;
    for (const series of day.series.idsOf(query.target)) {
      for (const hour of openHoursOf(day, series)) putHour(day, { series, hour }, query, put);
    }
  }
}

function openHoursOf(file: DayFile, series: number): Set<number> {
  return new Set(file.open.filter((one) => one.hasSeries(series)).map((one) => one.hour));
}

function putHour(
  file: DayFile,
  place: { readonly series: number; readonly hour: number },
  query: TargetQuery,
  put: Put,
): void {
  const name = file.series.nameOf(place.series);
  const from = file.day + place.hour * HOUR_MS;
  if (name === null || from >= query.to || from + HOUR_MS <= query.from) return;
  const rows = rowsOfSeries(file, place.series, { from, to: from + HOUR_MS, first: false });
  const { fiveMinute, hour } = buildRollups(file, place.hour, rows);
  const computed = (query.period === '1h' ? [hour] : fiveMinute)
    .map((stats) => ({ ...stats, at: file.day + stats.at }))
    .filter(({ at }) => at >= query.from && at < query.to);
  if (computed.length > 0) put(name, computed);
}

function blockOf(
  period: Period,
  series: readonly (readonly [SeriesName, PeriodStats[]])[],
): RollupBlock {
  const count = series.reduce((all, [, stats]) => all + stats.length, 0);
  const bytes = series.reduce((all, [, stats]) => all + sketchBytes(stats), 0);
  const figures = new Float64Array(count * WIDTH);
  const sketches = new Uint8Array(bytes);
  let at = 0;
  let sketchAt = 0;
  for (const [, stats] of series) {
    for (const one of stats) {
      figures.set([one.at, one.count, one.failures, one.missed, one.suspect], at);
      const nullable = [one.suspectFailures, one.minUs, one.maxUs].map(
        (figure) => figure ?? Number.NaN,
      );
      figures.set(nullable, at + 5);
      figures.set([one.sumUs, one.sketch.length], at + 8);
      sketches.set(one.sketch, sketchAt);
      at += WIDTH;
      sketchAt += one.sketch.length;
    }
  }
  return { period, series: series.map(([name, stats]) => [name, stats.length]), figures, sketches };
}

/** The roll-ups of a block, in its order. */
export function rollupsOfBlock(block: RollupBlock): Rollup[] {
  const rollups: Rollup[] = [];
  const { figures, sketches, period } = block;
  let at = 0;
  let sketchAt = 0;
  for (const [{ target, vantage, family }, periods] of block.series) {
    for (let index = 0; index < periods; index += 1) {
      const sketchEnd = sketchAt + (figures[at + 9] ?? 0);
      const sketch = sketches.subarray(sketchAt, sketchEnd);
      rollups.push({ target, vantage, family, period, ...figuresAt(figures, at), sketch });
      at += WIDTH;
      sketchAt = sketchEnd;
    }
  }
  return rollups;
}

function figuresAt(
  figures: Float64Array,
  at: number,
): Omit<Rollup, 'target' | 'vantage' | 'family' | 'period' | 'sketch'> {
  const nullable = (place: number) => {
    const figure = figures[at + place] ?? Number.NaN;
    return Number.isNaN(figure) ? null : figure;
  };
  const minUs = nullable(6);
  const maxUs = nullable(7);
  return {
    at: figures[at] ?? 0,
    count: figures[at + 1] ?? 0,
    failures: figures[at + 2] ?? 0,
    missed: figures[at + 3] ?? 0,
    suspect: figures[at + 4] ?? 0,
    suspectFailures: nullable(5),
    minMs: minUs === null ? null : minUs / 1000,
    maxMs: maxUs === null ? null : maxUs / 1000,
    sumMs: (figures[at + 8] ?? 0) / 1000,
  };
}

function sketchBytes(stats: readonly PeriodStats[]): number {
  return stats.reduce((all, one) => all + one.sketch.length, 0);
}

function compareNames(a: SeriesName, b: SeriesName): number {
  if (a.target !== b.target) return a.target < b.target ? -1 : 1;
  return a.family - b.family || (a.vantage < b.vantage ? -1 : 1);
}

import { AppError, messageOf } from '../../core/errors.ts';
import type {
  RollupQuery,
  SampleQuery,
  SampleStore,
  ScanQuery,
  TimeRange,
} from '../../core/ports/sample-store.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { Gap, Sample } from '../../core/words/sample.ts';
import { DayFiles } from './day-files.ts';
import { statePath } from './file-names.ts';
import { latestSegments } from './latest-segments.ts';
import { RollupFiles } from './rollup-files.ts';
import { readRollups, rollupsOfBlock } from './rollup-read.ts';
import { samplesOfSegment } from './segment-samples.ts';
import type { FileOptions } from './sqlite-file.ts';
import { StateFile } from './state-file.ts';
import { segmentOfTarget } from './target-segment.ts';

/** The reading part of the port. */
export type SampleReader = Pick<
  SampleStore,
  'samples' | 'scan' | 'rollups' | 'latest' | 'gaps' | 'close'
>;

/** Samples after which a scan hands out a block. */
const BLOCK_SAMPLES = 2000;

/**
 * Reads a data directory that another process may be writing to: it writes nothing and locks nobody
 * out. Each call sees what was committed when it began. Rejections carry `store_unavailable`, or
 * `store_newer` for files of a newer program.
 */
export function openEmbeddedReader(dir: string): SampleReader {
  const options: FileOptions = { readOnly: true, sync: 'normal' };
  return {
    samples: (query) => guarded(() => withDays(dir, options, (days) => samplesOf(days, query))),
    scan: (query) => scan(dir, options, query),
    rollups: (query) => guarded(() => rollups(dir, options, query)),
    latest: (since) =>
      guarded(() =>
        withDays(dir, options, (days) => latestSegments(days, since).flatMap(samplesOfSegment)),
      ),
    gaps: (range) => guarded(() => gapsOf(dir, options, range)),
    close: () => Promise.resolve(),
  };
}

function withDays<T>(dir: string, options: FileOptions, work: (days: DayFiles) => T): T {
  const days = new DayFiles(dir, options, null);
  try {
    return work(days);
  } finally {
    days.close();
  }
}

function samplesOf(days: DayFiles, query: SampleQuery): Sample[] {
  const samples: Sample[] = [];
  const { from, to, limit = Number.POSITIVE_INFINITY } = query;
  for (const day of days.days(from, to)) {
    for (const sample of samplesOfDay(days, day, query)) {
      if (samples.length < limit) samples.push(sample);
    }
  }
  return samples;
}

function samplesOfDay(days: DayFiles, day: number, query: SampleQuery): Sample[] {
  const { target, from, to, family = null, limit = Number.POSITIVE_INFINITY } = query;
  const first = query.attempts !== 'all';
  const segment = days.readDay(day, (file) =>
    segmentOfTarget(file, target, { from, to, first, family, limit }),
  );
  return segment === null ? [] : samplesOfSegment(segment);
}

async function* scan(
  dir: string,
  options: FileOptions,
  query: ScanQuery,
): AsyncIterable<readonly Sample[]> {
  const days = new DayFiles(dir, options, null, Number.POSITIVE_INFINITY);
  try {
    const found = days.days(query.from, query.to);
    let block: Sample[] = [];
    for (const target of targetsOf(days, found, query)) {
      for (const day of found) {
        const more = await guarded(() => samplesOfDay(days, day, { ...query, target }));
        block = block.concat(more);
        if (block.length < BLOCK_SAMPLES) continue;
        yield block;
        block = [];
      }
    }
    if (block.length > 0) yield block;
  } finally {
    days.close();
  }
}

function targetsOf(days: DayFiles, found: readonly number[], query: ScanQuery): string[] {
  if (query.target !== undefined) return [query.target];
  const targets = new Set<string>();
  for (const day of found) {
    days.readDay(day, (file) => {
      for (const one of file.series.targets()) targets.add(one);
    });
  }
  return [...targets].sort();
}

function rollups(dir: string, options: FileOptions, query: RollupQuery): Rollup[] {
  const files = new RollupFiles(dir, options, null);
  try {
    return withDays(dir, options, (days) => {
      for (const day of days.days(query.from, query.to)) days.readDay(day, () => null);
      const targets = query.targets ?? rollupTargets(files, days, query);
      return rollupsOfBlock(readRollups({ days, rollups: files }, { ...query, targets }));
    });
  } finally {
    files.close();
  }
}

function rollupTargets(files: RollupFiles, days: DayFiles, range: TimeRange): string[] {
  const targets = new Set<string>();
  for (const month of files.months(range.from, range.to)) {
    files.readMonth(month, (file) => {
      for (const one of file.series.targets()) targets.add(one);
    });
  }
  for (const file of days.loaded()) {
    for (const one of file.series.targets()) targets.add(one);
  }
  return [...targets].sort();
}

function gapsOf(dir: string, options: FileOptions, range: TimeRange): Gap[] {
  const state = new StateFile(statePath(dir), options);
  try {
    return state.gaps(range);
  } finally {
    state.close();
  }
}

async function guarded<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store_unavailable', messageOf(error), { cause: error });
  }
}

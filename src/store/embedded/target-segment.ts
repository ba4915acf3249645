import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { DayFile } from './day-file.ts';
import { keyInSql } from './day-key.ts';
import {
  type DaySegment,
  factsOfRow,
  type HourSlice,
  hourSlices,
  rowsOfSlice,
  rowsOfTarget,
  segmentOf,
  segmentOfTexts,
  seriesOfTarget,
} from './day-read.ts';
import { VALUE_COLUMNS } from './sample-row.ts';
import { type Cells, textOf, wholeOf } from './sqlite-file.ts';

const VALUES = VALUE_COLUMNS.join(', ');

export interface TargetQuery extends TimeRange {
  /** First attempts only. */
  readonly first: boolean;
  readonly family: number | null;
  /** Rows after which no further hour is read. */
  readonly limit: number;
}

/**
 * A target's rows of one day in order of (time, family, attempt, vantage). Those of a single series
 * are made into text by SQLite itself, which spares an array a row; where series are interleaved, and
 * in hours that wait in memory, they pass through arrays.
 */
export function segmentOfTarget(file: DayFile, target: string, query: TargetQuery): DaySegment {
  const [series, ...others] = seriesOfTarget(file, target, query.family);
  if (series === undefined || others.length > 0) {
    return segmentOf(file, rowsOfTarget(file, target, query).slice(0, query.limit));
  }
  const texts: string[] = [];
  const facts = new Set<number>();
  let count = 0;
  for (const slice of hourSlices(file, series, query)) {
    if (count >= query.limit) break;
    const hour = isWaiting(file, series, slice.hour)
      ? waitingHour(file, series, { ...slice, first: query.first })
      : storedHour(file, { ...slice, first: query.first });
    if (hour.count === 0) continue;
    count += hour.count;
    texts.push(hour.rows.slice(1, -1));
    for (const id of hour.facts) facts.add(id);
  }
  return segmentOfTexts(file, { series: new Set([series]), facts, rows: `[${texts.join(',')}]` });
}

interface HourText {
  /** JSON array of the rows. */
  readonly rows: string;
  readonly facts: readonly number[];
  readonly count: number;
}

function isWaiting(file: DayFile, series: number, hour: number): boolean {
  return file.open.some((mirror) => mirror.hour === hour && mirror.hasSeries(series));
}

function waitingHour(file: DayFile, series: number, slice: HourSlice): HourText {
  const rows = rowsOfSlice(file, series, slice);
  return { rows: JSON.stringify(rows), facts: rows.map(factsOfRow), count: rows.length };
}

function storedHour(file: DayFile, { low, high, first }: HourSlice): HourText {
  const key = keyInSql(file.order);
  const sql = `SELECT json_group_array(json_array(${key}, facts, ${VALUES})),
    json_group_array(DISTINCT facts), count(*) FROM day
    WHERE key BETWEEN ? AND ? ${first ? 'AND key & 1 = 0' : ''}`;
  const cells: Cells | null = file.file.row(sql, file.stored(low), file.stored(high));
  const count = wholeOf(cells?.[2]);
  if (count === 0) return { rows: '[]', facts: [], count };
  return { rows: textOf(cells?.[0]), facts: idsOf(textOf(cells?.[1])), count };
}

/** Guarantee: `json_group_array` over a column of integers. */
function idsOf(text: string): readonly number[] {
  return JSON.parse(text) as readonly number[];
}

import type { DayFiles } from './day-files.ts';
import { dayOf } from './day-key.ts';
import { type DaySegment, keyOf, newestOfSeries, segmentOf } from './day-read.ts';
import type { SampleRow } from './sample-row.ts';
import { textOfSeries } from './series-book.ts';

/** The newest first attempt of every series at or after `since`, by day. */
export function latestSegments(days: DayFiles, since: number): DaySegment[] {
  const seen = new Set<string>();
  const segments: DaySegment[] = [];
  for (const day of days.days(dayOf(since), Number.POSITIVE_INFINITY).reverse()) {
    const segment = days.readDay(day, (file) => {
      const rows: SampleRow[] = [];
      for (const [series, name] of file.series.entries()) {
        const text = textOfSeries(name);
        const row = seen.has(text) ? null : newestOfSeries(file, series);
        if (row === null) continue;
        seen.add(text);
        if (file.timeOf(keyOf(row)) >= since) rows.push(row);
      }
      return segmentOf(file, rows);
    });
    if (segment !== null) segments.push(segment);
  }
  return segments;
}

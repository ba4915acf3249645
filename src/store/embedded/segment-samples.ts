import type { Family } from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';
import { attemptOfKey, msOfKey, seriesOfKey } from './day-key.ts';
import type { DaySegment } from './day-read.ts';
import { type Facts, factsOfValues } from './facts.ts';
import { sampleOfRow } from './sample-of-row.ts';
import type { SampleRow } from './sample-row.ts';
import type { SeriesName } from './series-book.ts';

/** The samples of a segment, in its order; rows whose series or facts are not known are left out. */
export function samplesOfSegment(segment: DaySegment): Sample[] {
  const names = new Map<number, SeriesName>();
  for (const [id, target, vantage, family] of parseSeries(segment.series)) {
    names.set(id, { target, vantage, family });
  }
  const facts = new Map<number, Facts>();
  for (const [id, values] of parseFacts(segment.facts)) {
    if (values.length > 0) facts.set(id, factsOfValues(values));
  }
  const samples: Sample[] = [];
  for (const row of parseRows(segment.rows)) {
    const key = row[0] ?? 0;
    const name = names.get(seriesOfKey(key));
    const known = facts.get(row[1] ?? 0);
    if (name !== undefined && known !== undefined) {
      const scheduledAt = segment.day + msOfKey(key);
      samples.push(sampleOfRow({ ...name, scheduledAt, attempt: attemptOfKey(key) }, known, row));
    }
  }
  return samples;
}

/** Guarantee of the three: the text was made by `segmentOf`. */
function parseSeries(text: string): [number, string, string, Family][] {
  return JSON.parse(text) as [number, string, string, Family][];
}

function parseFacts(text: string): [number, unknown[]][] {
  return JSON.parse(text) as [number, unknown[]][];
}

function parseRows(text: string): SampleRow[] {
  return JSON.parse(text) as SampleRow[];
}

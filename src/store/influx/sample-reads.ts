import { quoteName, tagIs, timeWithin } from '../../core/influxql.ts';
import type { SampleQuery, ScanQuery, TimeRange } from '../../core/ports/sample-store.ts';
import { GAP, PROBE } from '../../core/schema.ts';
import type { Gap, Sample } from '../../core/words/sample.ts';
import type { AnswerBlock } from './answer-block.ts';
import { orderedSamples, sortedOnce } from './ordered-samples.ts';
import { RowReader } from './row-reader.ts';
import { SAMPLE_SELECTION, sampleOfRow } from './sample-of-row.ts';
import { select } from './selection.ts';

/** Asks the operators' bucket. */
export type AskSamples = (query: string) => AsyncIterable<AnswerBlock>;

/** Tags that make a series. */
const SERIES_TAGS = ['target', 'vantage', 'family'] as const;
const FIRST_ATTEMPT = tagIs('attempt', '1');

export async function readSamples(ask: AskSamples, query: SampleQuery): Promise<Sample[]> {
  const { limit } = query;
  if (limit === undefined) return readRange(ask, query);
  if (limit <= 0) return [];
  const found = await readRange(ask, query, limit);
  const last = found.at(-1);
  if (last === undefined) return found;
  // The limit may have cut a slot, whose rows come in any order.
  const at = last.scheduledAt;
  const slot = await readRange(ask, { ...query, from: at, to: Math.min(at + 1, query.to) });
  return sortedOnce([...found, ...slot]).slice(0, limit);
}

async function readRange(ask: AskSamples, query: SampleQuery, limit?: number): Promise<Sample[]> {
  const { target, family } = query;
  const selection = {
    columns: SAMPLE_SELECTION,
    from: PROBE.name,
    where: [
      tagIs('target', target),
      family === undefined ? '' : tagIs('family', String(family)),
      query.attempts === 'all' ? '' : FIRST_ATTEMPT,
      timeWithin(query),
    ],
  };
  const blocks = ask(select(limit === undefined ? selection : { ...selection, limit }));
  return (await Array.fromAsync(orderedSamples(blocks))).flat();
}

export function scanSamples(ask: AskSamples, query: ScanQuery): AsyncIterable<readonly Sample[]> {
  const blocks = ask(
    select({
      columns: SAMPLE_SELECTION.filter((name) => name !== 'target'),
      from: PROBE.name,
      where: [
        query.target === undefined ? '' : tagIs('target', query.target),
        query.attempts === 'all' ? '' : FIRST_ATTEMPT,
        timeWithin(query),
      ],
      groupBy: ['target'],
    }),
  );
  return orderedSamples(blocks);
}

export async function readLatest(ask: AskSamples, since: number): Promise<Sample[]> {
  const grouped: ReadonlySet<string> = new Set(SERIES_TAGS);
  const query = select({
    columns: SAMPLE_SELECTION.filter((name) => !grouped.has(name)),
    from: PROBE.name,
    where: [FIRST_ATTEMPT, timeWithin({ from: since, to: Number.POSITIVE_INFINITY })],
    groupBy: SERIES_TAGS,
    newestFirst: true,
    limit: 1,
  });
  const found: Sample[] = [];
  for await (const block of ask(query)) {
    const row = new RowReader(block);
    for (const cells of block.rows) found.push(sampleOfRow(row.at(cells)));
  }
  return found;
}

/** Gaps that touch the range, in order of their start, then vantage. */
export async function readGaps(ask: AskSamples, range: TimeRange): Promise<Gap[]> {
  const query = select({
    columns: ['vantage', 'to', 'slots'],
    from: GAP.name,
    where: [
      timeWithin({ from: Number.NEGATIVE_INFINITY, to: range.to }),
      `${quoteName('to')} > ${Math.floor(range.from)}`,
    ],
  });
  const gaps: Gap[] = [];
  for await (const block of ask(query)) {
    const row = new RowReader(block);
    for (const cells of block.rows) gaps.push(gapOf(row.at(cells)));
  }
  return gaps.sort((a, b) => a.from - b.from || (a.vantage < b.vantage ? -1 : 1));
}

function gapOf(row: RowReader): Gap {
  return {
    vantage: row.word('vantage'),
    from: row.figure('time'),
    to: row.figure('to'),
    slots: row.figure('slots'),
  };
}

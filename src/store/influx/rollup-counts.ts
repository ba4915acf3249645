import { tagIs, timeWithin } from '../../core/influxql.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import { PROBE, ROLLUP } from '../../core/schema.ts';
import { PERIOD_MS, type Period } from '../../core/words/rollup.ts';
import type { AnswerBlock } from './answer-block.ts';
import type { RollupSource } from './rollup-reads.ts';
import { RowReader } from './row-reader.ts';
import { select } from './selection.ts';

/**
 * First attempts of the range over all series, by the start of their 5 minutes; without any = absent.
 * Counted by `hops`, which every sample has and which InfluxDB counts four times as fast as a text.
 */
export function countSamples(
  { ask, buckets }: RollupSource,
  range: TimeRange,
): Promise<ReadonlyMap<number, number>> {
  const query = select({
    columns: ['count("hops")'],
    from: PROBE.name,
    where: [tagIs('attempt', '1'), timeWithin(range)],
    groupBy: [`time(${PERIOD_MS['5m']}ms)`],
  });
  return figuresOf(ask(buckets.operators, query), 'count');
}

/** Samples that the stored roll-ups count over all series, by the start of the period. */
export function countRolledUp(
  { ask, buckets }: RollupSource,
  period: Period,
  range: TimeRange,
): Promise<ReadonlyMap<number, number>> {
  const query = select({
    columns: ['sum("count")'],
    from: ROLLUP.name,
    where: [timeWithin(range)],
    groupBy: [`time(${PERIOD_MS[period]}ms)`],
  });
  return figuresOf(ask(buckets.rollups[period], query), 'sum');
}

const ALWAYS = timeWithin({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY });

/** Start of the newest stored roll-up; null where there is none. */
export async function newestRollup(source: RollupSource, period: Period): Promise<number | null> {
  const query = select({ columns: ['last("count")'], from: ROLLUP.name, where: [ALWAYS] });
  return onlyTime(source.ask(source.buckets.rollups[period], query));
}

/** The oldest slot that has a sample; null where there is none. */
export async function oldestSample(source: RollupSource): Promise<number | null> {
  const query = select({ columns: ['first("hops")'], from: PROBE.name, where: [ALWAYS] });
  return onlyTime(source.ask(source.buckets.operators, query));
}

async function onlyTime(blocks: AsyncIterable<AnswerBlock>): Promise<number | null> {
  let time: number | null = null;
  for await (const block of blocks) {
    const row = new RowReader(block);
    for (const cells of block.rows) time = row.at(cells).figure('time');
  }
  return time;
}

async function figuresOf(blocks: AsyncIterable<AnswerBlock>, column: string) {
  const figures = new Map<number, number>();
  for await (const block of blocks) {
    const row = new RowReader(block);
    for (const cells of block.rows) {
      figures.set(row.at(cells).figure('time'), row.figure(column));
    }
  }
  return figures;
}

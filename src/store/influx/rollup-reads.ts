import type { Buckets } from '../../core/buckets.ts';
import { tagIs, tagIsAnyOf, timeWithin } from '../../core/influxql.ts';
import type { RollupQuery } from '../../core/ports/sample-store.ts';
import { PROBE, ROLLUP } from '../../core/schema.ts';
import { OUTCOMES, VALIDITIES } from '../../core/words/outcome.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import { type RolledSample, rollupsOfSamples } from '../rollups-of-samples.ts';
import type { AnswerBlock } from './answer-block.ts';
import { type DirtyPeriods, stretchesOf } from './dirty-periods.ts';
import { hoursOfParts } from './hours-of-parts.ts';
import { rollupOfRow } from './rollup-point.ts';
import { putLarger, type RollupSet } from './rollup-set.ts';
import { RowReader } from './row-reader.ts';
import { familyOf } from './sample-of-row.ts';
import { select } from './selection.ts';

/** Runs InfluxQL in a bucket. */
export type Ask = (bucket: string, query: string) => AsyncIterable<AnswerBlock>;

export interface RollupSource {
  readonly ask: Ask;
  readonly buckets: Buckets;
  readonly dirty: DirtyPeriods;
}

const SERIES_TAGS = ['target', 'vantage', 'family'] as const;
/** More targets are asked all together and picked out here: a query has to stay readable. */
const MOST_NAMED = 200;

/** Roll-ups as the samples are now: stored ones, and those of dirty periods from what they are made of. */
export async function readRollups(source: RollupSource, query: RollupQuery): Promise<RollupSet> {
  if (query.targets?.length === 0) return new Map();
  return query.period === '5m' ? readParts(source, query) : readHours(source, query);
}

/** 5-minute roll-ups; those of dirty periods from samples. */
async function readParts(source: RollupSource, query: Omit<RollupQuery, 'period'>) {
  // Before the stored ones are read: a period that is written meanwhile is still known as dirty.
  const dirty = stretchesOf('5m', source.dirty.within('5m', query));
  const found = await readStored(source, { ...query, period: '5m' });
  for (const stretch of dirty) {
    const named = { ...query, ...stretch };
    for await (const rollup of partsOfSamples(source, named)) putLarger(found, rollup);
  }
  return found;
}

/** Hourly roll-ups; those of dirty hours from their 5-minute ones. */
async function readHours(source: RollupSource, query: Omit<RollupQuery, 'period'>) {
  const dirty = stretchesOf('1h', source.dirty.within('1h', query));
  const found = await readStored(source, { ...query, period: '1h' });
  for (const stretch of dirty) {
    for (const rollup of await hoursFromParts(source, { ...query, ...stretch })) {
      putLarger(found, rollup);
    }
  }
  return found;
}

/** Hourly roll-ups of whole hours from their 5-minute ones. */
export async function hoursFromParts(
  source: RollupSource,
  query: Omit<RollupQuery, 'period'>,
): Promise<Rollup[]> {
  const parts = await readParts(source, query);
  return [...parts.values()].flatMap((series) => hoursOfParts([...series.values()]));
}

/** Stored roll-ups alone. */
export async function readStored(source: RollupSource, query: RollupQuery): Promise<RollupSet> {
  const { period } = query;
  const asked = select({
    columns: ROLLUP.fields.map(({ name }) => name),
    from: ROLLUP.name,
    where: [targetsIn(query), timeWithin(query)],
    groupBy: SERIES_TAGS,
  });
  const wanted = query.targets === undefined ? null : new Set(query.targets);
  const found: RollupSet = new Map();
  for await (const block of source.ask(source.buckets.rollups[period], asked)) {
    if (wanted !== null && !wanted.has(block.tags['target'] ?? '')) continue;
    const row = new RowReader(block);
    for (const cells of block.rows) putLarger(found, rollupOfRow(row.at(cells), period));
  }
  return found;
}

/** 5-minute roll-ups of the range from its samples, series by series. */
export async function* partsOfSamples(
  { ask, buckets }: RollupSource,
  query: Omit<RollupQuery, 'period'>,
): AsyncGenerator<Rollup> {
  const asked = select({
    columns: ['outcome', 'validity', 'total_ms'],
    from: PROBE.name,
    where: [targetsIn(query), tagIs('attempt', '1'), timeWithin(query)],
    groupBy: SERIES_TAGS,
  });
  const wanted = query.targets === undefined ? null : new Set(query.targets);
  let series = '';
  let samples: RolledSample[] = [];
  for await (const block of ask(buckets.operators, asked)) {
    if (wanted !== null && !wanted.has(block.tags['target'] ?? '')) continue;
    const name = SERIES_TAGS.map((tag) => block.tags[tag]).join('/');
    if (name !== series) {
      yield* rollupsOfSamples(samples, '5m');
      samples = [];
      series = name;
    }
    takeOnce(samples, block);
  }
  yield* rollupsOfSamples(samples, '5m');
}

/** A target that changed member or sector has a slot twice: the rows are next to each other. */
function takeOnce(samples: RolledSample[], block: AnswerBlock): void {
  const row = new RowReader(block);
  for (const cells of block.rows) {
    const scheduledAt = row.at(cells).figure('time');
    if (samples.at(-1)?.scheduledAt === scheduledAt) continue;
    samples.push({
      target: row.word('target'),
      vantage: row.word('vantage'),
      family: familyOf(row),
      scheduledAt,
      attempt: 1,
      outcome: row.oneOf('outcome', OUTCOMES),
      validity: row.oneOf('validity', VALIDITIES),
      totalMs: row.number('total_ms'),
    });
  }
}

function targetsIn({ targets }: Pick<RollupQuery, 'targets'>): string {
  const isNamed = targets !== undefined && targets.length <= MOST_NAMED;
  return isNamed ? tagIsAnyOf('target', targets) : '';
}

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { alertRulesShape } from '../../dashboards/provisioning-shapes.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../support/influx-under-test.ts';
import { needs } from '../support/needs.ts';
import { ask, type Series, write } from './ask.ts';
import { generated } from './sample-council.ts';
import {
  bandLine,
  incidentLine,
  judgementLine,
  type ProbeOptions,
  probeLine,
  proberLine,
} from './sample-points.ts';

const MINUTE_MS = 60_000;

const queryStep = z.object({ model: z.object({ query: z.string() }) });
const thresholdStep = z.object({
  model: z.object({
    conditions: z.tuple([
      z.object({ evaluator: z.object({ type: z.string(), params: z.tuple([z.number()]) }) }),
    ]),
  }),
});

const FILE = alertRulesShape.parse(
  generated().provisioning.get('provisioning/alerting/yamabiko-rules.yaml'),
);

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('alert rules over real data', () => {
  let influx: InfluxUnderTest;
  let made: TestBuckets;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });

  beforeEach(async () => {
    made = await influx.makeBuckets();
  });

  afterEach(() => made.remove());
  afterAll(() => influx?.close());

  /** Tags of the series for which the rule's condition holds now, as query, reduce and threshold have it. */
  async function firing(uid: string): Promise<readonly Series['tags'][]> {
    const rule = FILE.groups.flatMap(({ rules }) => rules).find((each) => each.uid === uid);
    const [asked, , compared] = rule?.data ?? [];
    const { query } = queryStep.parse(asked).model;
    const [{ evaluator }] = thresholdStep.parse(compared).model.conditions;
    const [limit] = evaluator.params;
    const series = await ask(influx, made.buckets.operators, query);
    return series.flatMap(({ tags, values }) => {
      const value = values.at(-1)?.[1];
      if (typeof value !== 'number') return [];
      return (evaluator.type === 'gt' ? value > limit : value < limit) ? [tags] : [];
    });
  }

  /** A sample each minute of the last eight. */
  async function probed(target: string, options: Partial<ProbeOptions>): Promise<void> {
    const now = Date.now();
    const lines = Array.from({ length: 8 }, (_, n) =>
      probeLine({ target, at: now - (n + 1) * MINUTE_MS, ...options }),
    );
    await write(influx, made.buckets.operators, lines);
  }

  const targetsOf = (tags: readonly Series['tags'][]) => tags.map((each) => each?.['target']);

  it('tell of the sites above their own threshold only', async () => {
    await probed('gas-0001-home', { totalMs: 2000 });
    await probed('gas-0001-login', { totalMs: 900 });
    await probed('gas-0002-home', { totalMs: 900 });
    await probed('gas-0002-bare', { totalMs: 9000 });
    expect(targetsOf(await firing('slow-warning-w1500-c3000'))).toEqual(['gas-0001-home']);
    expect(await firing('slow-critical-w1500-c3000')).toEqual([]);
    expect(targetsOf(await firing('slow-warning-w500-cnone'))).toEqual(['gas-0002-home']);
  });

  it('tell whose site it is', async () => {
    await probed('gas-0001-home', { totalMs: 5000 });
    expect(await firing('slow-critical-w1500-c3000')).toEqual([
      { sector: 'gas', member: 'gas-0001', target: 'gas-0001-home', family: '4' },
    ]);
  });

  it.each([
    ['are suppressed', { suppressed: true }],
    ['are confirmations', { attempt: '2' }],
    ['are suspect', { validity: 'suspect' }],
  ] as const)('pass over samples that %s', async (_, options) => {
    await probed('gas-0001-home', { totalMs: 5000, ...options });
    await probed('gas-0001-login', { outcome: 'failure', ...options });
    expect(await firing('slow-critical-w1500-c3000')).toEqual([]);
    expect(await firing('failing-share-0_2')).toEqual([]);
  });

  it('do not call one slow probe a slow site', async () => {
    await probed('gas-0001-home', { totalMs: 100 });
    await write(influx, made.buckets.operators, [
      probeLine({ target: 'gas-0001-home', at: Date.now(), totalMs: 9000 }),
    ]);
    expect(await firing('slow-warning-w1500-c3000')).toEqual([]);
  });

  it('tell of a failing share above the ratio of those sites', async () => {
    await probed('gas-0001-home', { outcome: 'failure' });
    await probed('gas-0001-login', {});
    await probed('gas-0002-home', {});
    expect(await firing('failing-share-0_2')).toHaveLength(1);
    expect(await firing('failing-share-0_5')).toEqual([]);
  });

  it('take no missed slot for a failure', async () => {
    await probed('gas-0001-home', { outcome: 'missed' });
    expect(await firing('failing-share-0_2')).toEqual([]);
  });

  it('tell of several sectors at once, and of fields at half', async () => {
    const at = Date.now() - MINUTE_MS;
    await write(influx, made.buckets.operators, [
      bandLine('gas', at, 'half'),
      bandLine('water', at, 'some_1'),
    ]);
    expect(await firing('several-sectors')).toHaveLength(1);
    expect(await firing('several-fields-half')).toEqual([]);
    await write(influx, made.buckets.operators, [bandLine('water', at + 1000, 'half')]);
    expect(await firing('several-fields-half')).toHaveLength(1);
  });

  it('go by the newest band, and pass over suppressed ones', async () => {
    const at = Date.now() - 2 * MINUTE_MS;
    await write(influx, made.buckets.operators, [
      ...['gas', 'water', 'power'].map((sector) => bandLine(sector, at, 'half')),
      bandLine('gas', at + MINUTE_MS, 'none'),
      bandLine('power', at, 'half', true),
    ]);
    expect(await firing('several-sectors')).toEqual([]);
    expect(await firing('several-fields-half')).toEqual([]);
  });

  it('tell how many members differ from their normal, by the newest judgement of each site', async () => {
    const at = Date.now() - 30 * MINUTE_MS;
    await write(influx, made.buckets.operators, [
      judgementLine('gas-0001-home', at, 'failing'),
      judgementLine('gas-0001-login', at, 'slow'),
      judgementLine('gas-0002-home', at, 'flapping'),
    ]);
    expect(await firing('judged-1')).toEqual([{ sector: 'gas' }]);
    await write(influx, made.buckets.operators, [
      judgementLine('gas-0001-home', at + MINUTE_MS, 'normal'),
      judgementLine('gas-0001-login', at + MINUTE_MS, 'blocked'),
      judgementLine('gas-0002-home', at + MINUTE_MS, 'flapping', true),
    ]);
    expect(await firing('judged-1')).toEqual([]);
  });

  it('forget a judgement that no full hour repeated', async () => {
    const at = Date.now() - 75 * MINUTE_MS;
    await write(influx, made.buckets.operators, [judgementLine('gas-0001-home', at, 'failing')]);
    expect(await firing('judged-1')).toEqual([]);
  });

  it('tell of incidents of several sites while they last', async () => {
    const at = Date.now() - 30 * MINUTE_MS;
    await write(influx, made.buckets.operators, [
      incidentLine('single', at, null),
      incidentLine('cross-sector', at, null),
      incidentLine('sector-wide', at, at + MINUTE_MS),
    ]);
    expect(await firing('patterns-open')).toEqual([{ pattern: 'cross-sector' }]);
    await write(influx, made.buckets.operators, [
      incidentLine('cross-sector', at, at + 2 * MINUTE_MS),
    ]);
    expect(await firing('patterns-open')).toEqual([]);
  });

  it('tell of a vantage that was heard and fell silent, and of that one alone', async () => {
    const now = Date.now();
    await write(influx, made.buckets.operators, [
      ...Array.from({ length: 20 }, (_, n) =>
        proberLine('west', now - (30 + n) * MINUTE_MS, 100 - n),
      ),
      ...Array.from({ length: 20 }, (_, n) => proberLine('east', now - n * 15_000, 100 - n)),
    ]);
    expect(await firing('no-data-from-prober')).toEqual([{ vantage: 'west' }]);
  });

  it('leave a prober that was never heard to the state of no data', async () => {
    expect(await firing('no-data-from-prober')).toEqual([]);
    const rule = FILE.groups
      .flatMap(({ rules }) => rules)
      .find((each) => each.uid === 'no-data-from-prober');
    expect(rule).toMatchObject({ noDataState: 'Alerting', execErrState: 'Alerting' });
  });
});

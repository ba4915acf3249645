import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failingShareIn, failingShareOverTime } from '../../dashboards/probe-queries.ts';
import { sectorsAffectedOverTime } from '../../dashboards/sector-queries.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../support/influx-under-test.ts';
import { needs } from '../support/needs.ts';
import { ask, fillIn, write } from './ask.ts';
import { bandLine, probeLine } from './sample-points.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-01T00:00:00Z');
const RANGE = { from: START, to: START + 4 * MINUTE_MS - 1 };

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('figures over time', () => {
  let influx: InfluxUnderTest;
  let made: TestBuckets;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
    made = await influx.makeBuckets();
    const target = 'gas-0001-home';
    const at = (minute: number, second: number) => START + minute * MINUTE_MS + second * 1000;
    await write(influx, made.buckets.operators, [
      probeLine({ target, at: at(0, 0) }),
      probeLine({ target, at: at(0, 20), outcome: 'failure' }),
      probeLine({ target, at: at(0, 20), outcome: 'failure', attempt: '2' }),
      probeLine({ target, at: at(0, 40), outcome: 'missed' }),
      probeLine({ target, at: at(1, 0), outcome: 'missed' }),
      probeLine({ target, at: at(2, 0) }),
      probeLine({ target, at: at(2, 30), outcome: 'failure', validity: 'suspect' }),
      probeLine({ target, at: at(3, 0), outcome: 'failure' }),
      bandLine('gas', at(0, 0), 'some_1'),
      bandLine('water', at(0, 0), 'half'),
      bandLine('gas', at(1, 0), 'none'),
      bandLine('gas', at(2, 0), 'none'),
      bandLine('water', at(2, 0), 'some'),
    ]);
  });

  afterAll(async () => {
    await made?.remove();
    await influx?.close();
  });

  async function columnOf(query: string): Promise<readonly unknown[]> {
    const [series] = await ask(influx, made.buckets.operators, fillIn(query, RANGE));
    return (series?.values ?? []).map(([, value]) => value);
  }

  it('give the failing share of each interval: null where nothing was measured, 0 where nothing failed', async () => {
    const shares = await columnOf(failingShareOverTime({ where: [] }));
    expect(shares).toEqual([0.5, null, 0, 1]);
  });

  it('give the same a site', async () => {
    const shares = await columnOf(failingShareOverTime({ where: [], by: ['target'] }));
    expect(shares).toEqual([0.5, null, 0, 1]);
  });

  it('give one share of a stretch', async () => {
    expect(await columnOf(failingShareIn('$timeFilter', { where: [] }))).toEqual([0.5]);
  });

  it('give no share of a stretch without probes', async () => {
    const nothing = { where: [`"target" = 'nobody'`] };
    expect(await columnOf(failingShareIn('$timeFilter', nothing))).toEqual([]);
  });

  it('count the sectors at some or above', async () => {
    expect(await columnOf(sectorsAffectedOverTime())).toEqual([2, 0, 1, 0]);
  });
});

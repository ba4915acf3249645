import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Outgoing } from '../../../src/core/ports/outgoing.ts';
import type { Forgotten } from '../../../src/core/words/fan-out.ts';
import { forgetTarget } from '../../../src/store/influx/forget-target.ts';
import { askInflux } from '../../../src/store/influx/influx-query.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { influxRows } from '../spool/opened.ts';
import { write } from './direct-spool.ts';

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('forgetting a target', () => {
  let influx: InfluxUnderTest;
  let made: TestBuckets;
  let outgoing: Outgoing;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
    made = await influx.makeBuckets(['gas', 'water', 'rail']);
    outgoing = await openOutgoing({});
  });
  afterAll(async () => {
    await made.remove();
    await outgoing.close();
    await influx.close();
  });

  const BOTH = ["o'site", 'other'];

  async function fill(bucket: string): Promise<void> {
    const now = Date.now();
    const lines = BOTH.flatMap((target) => [
      `probe,target=${target} total_ms=1 ${now}`,
      `judgement,target=${target},sector=gas judgement="slow" ${now}`,
      `incident,target=${target},sector=gas,pattern=single members=1i ${now}`,
    ]);
    await write(influx, bucket, lines.join('\n'));
  }

  const forget = async (bucket: string, what: Forgotten) => {
    const { url, token } = influx;
    const { signal } = new AbortController();
    const connection = { url, token, outgoing, silenceMs: 30_000, signal };
    await forgetTarget((query) => askInflux(connection, bucket, query), "o'site", what);
  };

  const targetsIn = async (bucket: string, measurement: string, field: string) => {
    const query = `SELECT "${field}" FROM "${measurement}" GROUP BY "target"`;
    return (await influxRows(influx, bucket, query)).map(({ target }) => target);
  };

  it('leaves no point that names it in the bucket, and all others as they are', async () => {
    const [gas, water] = [made.buckets.sector('gas'), made.buckets.sector('water')];
    for (const bucket of [gas, water]) await fill(bucket);
    await forget(gas, 'all');
    for (const [measurement, field] of [
      ['probe', 'total_ms'],
      ['judgement', 'judgement'],
      ['incident', 'members'],
    ] as const) {
      expect(await targetsIn(gas, measurement, field)).toEqual(['other']);
      expect(await targetsIn(water, measurement, field)).toEqual(BOTH);
    }
  });

  it('of which only the values go leaves its incidents; a judgement has a ratio', async () => {
    const rail = made.buckets.sector('rail');
    await fill(rail);
    await forget(rail, 'samples');
    expect(await targetsIn(rail, 'probe', 'total_ms')).toEqual(['other']);
    expect(await targetsIn(rail, 'judgement', 'judgement')).toEqual(['other']);
    expect(await targetsIn(rail, 'incident', 'members')).toEqual(BOTH);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import type { Outgoing } from '../../../src/core/ports/outgoing.ts';
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

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('forgetting a target', () => {
  let influx: InfluxUnderTest;
  let made: TestBuckets;
  let outgoing: Outgoing;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
    made = await influx.makeBuckets(['gas', 'water']);
    outgoing = await openOutgoing({});
  });
  afterAll(async () => {
    await made.remove();
    await outgoing.close();
    await influx.close();
  });

  it('leaves no point that names it in the bucket, and all others as they are', async () => {
    const now = Date.now();
    const [gas, water] = [made.buckets.sector('gas'), made.buckets.sector('water')];
    const lines = ["o'site", 'other'].map((target) => `probe,target=${target} total_ms=1 ${now}`);
    for (const bucket of [gas, water]) {
      const query = `org=${influx.org}&bucket=${bucket}&precision=ms`;
      const answer = await fetch(`${influx.url}/api/v2/write?${query}`, {
        method: 'POST',
        headers: { authorization: `Token ${influx.token}` },
        body: lines.join('\n'),
      });
      expect(answer.status).toBe(204);
    }
    const { url, token } = influx;
    const { signal } = new AbortController();
    const connection = { url, token, outgoing, silenceMs: 30_000, signal };
    await forgetTarget((query) => askInflux(connection, gas, query), "o'site");
    const targets = async (bucket: string) =>
      (await influxRows(influx, bucket, 'SELECT "total_ms" FROM "probe" GROUP BY "target"')).map(
        ({ target }) => target,
      );
    expect(await targets(gas)).toEqual(['other']);
    expect(await targets(water)).toEqual(["o'site", 'other']);
  });
});

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordedLog } from '../../support/recorded-log.ts';
import { describeSpool, minute, NOW } from './describe-spool.ts';
import { drainedWhole, fanOutTo, shared } from './opened.ts';

describeSpool('a spool that is refused something', (place) => {
  it('parks a bucket that is not there alone, says why, and takes it up when it is', async () => {
    const missing = `${place.buckets.operators}_missing`;
    const recorded = recordedLog();
    const waits = recorded.next('spool.bucket_waits');
    const sectors = [{ bucket: missing, sector: 'gas', targets: shared('gas-1') }];
    const fanOut = fanOutTo(place.buckets.operators, { sectors });
    const spool = await place.open({ fanOut, log: recorded.log });
    await spool.append(minute(0));
    expect((await waits).fields).toMatchObject({
      bucket: missing,
      state: 'parked',
      problem: expect.stringMatching(/HTTP 404: .*not found/),
    });
    expect(await spool.drained(place.buckets.operators, 60_000)).toBe(true);
    expect(await place.count(place.buckets.operators)).toBe(4);
    await expect
      .poll(() => spool.status().buckets)
      .toMatchObject([
        { bucket: place.buckets.operators, state: 'ok', waiting: 0, problem: null },
        { bucket: missing, state: 'parked', waiting: 4 },
      ]);
  });

  it('is refused with a wrong token, and takes another at once', async () => {
    const { operators } = place.buckets;
    const recorded = recordedLog();
    const waits = recorded.next('spool.bucket_waits');
    const wrong = { token: 'wrong' };
    const fanOut = fanOutTo(operators);
    const spool = await place.open({ fanOut, log: recorded.log }, wrong);
    await spool.append(minute(0));
    expect((await waits).fields).toMatchObject({
      state: 'parked',
      problem: expect.stringMatching(/HTTP 401/),
    });
    await spool.setToken(place.influx.token);
    await expect.poll(() => place.count(operators)).toBe(4);
  });

  it('sets refused lines aside with the refusal and sends the others', async () => {
    const { operators } = place.buckets;
    const spool = await place.open({ fanOut: fanOutTo(operators) });
    // InfluxDB holds the field as a text from here on, in the shard of that time.
    const query = `org=${place.influx.org}&bucket=${operators}&precision=ms`;
    await fetch(`${place.influx.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: { authorization: `Token ${place.influx.token}` },
      body: `probe,target=gas-2 status_code="text" ${NOW}`,
    });
    const conflicting = minute(0).filter(({ target }) => target === 'gas-2');
    await spool.append(
      [...minute(0), ...minute(1)].map((sample) => ({ ...sample, statusCode: null })),
    );
    await drainedWhole(spool);
    await spool.append(conflicting);
    await drainedWhole(spool);
    expect(await place.count(operators)).toBe(8);
    await expect.poll(() => spool.status().buckets[0]).toMatchObject({ parked: 1, waiting: 0 });
    const [line] = readFileSync(join(place.dir, 'parked', `${operators}.ndjson`), 'utf8').split(
      '\n',
    );
    expect(JSON.parse(line ?? '')).toMatchObject({
      problem: expect.stringMatching(/HTTP (400|422): .*conflict/),
      line: expect.stringContaining('target=gas-2'),
    });
  });

  it('holds up nothing where refused lines cannot be kept either', async () => {
    const { operators } = place.buckets;
    mkdirSync(join(place.dir, 'parked', `${operators}.ndjson`), { recursive: true });
    const recorded = recordedLog();
    const notKept = recorded.next('spool.lines_not_kept');
    // In this shard `hops` is a text from here on, so that every sample is refused.
    const query = `org=${place.influx.org}&bucket=${operators}&precision=ms`;
    await fetch(`${place.influx.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: { authorization: `Token ${place.influx.token}` },
      body: `probe,target=other hops="text" ${NOW}`,
    });
    const fanOut = fanOutTo(operators);
    const spool = await place.open({ fanOut, log: recorded.log });
    await spool.append(minute(0));
    await notKept;
    await expect
      .poll(() => spool.status().buckets[0])
      .toMatchObject({
        state: 'ok',
        waiting: 0,
        parked: 4,
        problem: expect.stringContaining('conflict'),
      });
  });
});

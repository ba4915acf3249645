import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdmittedTarget } from '../../../src/core/words/fan-out.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { OpenSpool } from '../../../src/store/spool/open-spool.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { portOf } from '../../support/raw-server.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { MINUTE_MS, sampleAt } from '../store-sample.ts';
import {
  drainedWhole,
  fanOutTo,
  influxRows,
  openTestSpool,
  shared as sharedTargets,
} from './opened.ts';

/** Recent, so that no retention of a bucket refuses it. */
const NOW = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

describe.skipIf(!isInfluxNamed() && !needs('influxd'))('the spool', () => {
  let influx: InfluxUnderTest;
  let made: TestBuckets;
  let dir: string;
  let spool: OpenSpool | null;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });
  afterAll(() => influx.close());
  beforeEach(async () => {
    made = await influx.makeBuckets(['gas', 'water']);
    dir = temporaryDir();
    spool = null;
  });
  afterEach(async () => {
    await spool?.close();
    removeDir(dir);
    await made.remove();
  });

  const minute = (number: number): Sample[] =>
    ['gas', 'water'].flatMap((sector) =>
      ['1', '2'].map((id) =>
        sampleAt(`${sector}-${id}`, NOW - number * MINUTE_MS, {
          sector,
          member: `${sector}-member`,
          totalMs: number + 0.5,
        }),
      ),
    );
  const count = async (bucket: string) => {
    const rows = await influxRows(influx, bucket, 'SELECT count("total_ms") FROM "probe"');
    return Number(rows[0]?.['count'] ?? 0);
  };

  it('gives each bucket what it may take, and points to the one that they are for', async () => {
    const { operators, shared } = made.buckets;
    const [gas, water] = [made.buckets.sector('gas'), made.buckets.sector('water')];
    const fanOut = fanOutTo(operators, {
      others: [shared],
      sectors: [
        { bucket: gas, sector: 'gas', targets: sharedTargets('gas-1', 'gas-2') },
        { bucket: water, sector: 'water', targets: sharedTargets('water-2') },
      ],
      planned: [{ target: 'gas-1', from: NOW - MINUTE_MS, to: NOW }],
    });
    spool = await openTestSpool(influx, { dir, fanOut });
    await spool.append([...minute(0), ...minute(1)]);
    const tags = { sector: 'gas', field: 'energy' };
    const fields = { band: 'some_1', ratio: 1.2, suppressed: false };
    const point = { bucket: shared, measurement: 'sector_minute', tags, fields, at: NOW };
    await spool.appendPoints([point]);
    await drainedWhole(spool);
    expect([await count(operators), await count(gas), await count(water)]).toEqual([8, 4, 2]);
    const released = await influxRows(influx, shared, 'SELECT * FROM "sector_minute"');
    expect(released).toEqual([{ time: NOW, ...tags, ...fields }]);
    expect(await influxRows(influx, shared, 'SELECT * FROM "probe"')).toEqual([]);
    const quiet = 'SELECT "suppressed" FROM "probe" WHERE "suppressed" = true';
    expect(await influxRows(influx, operators, `${quiet} GROUP BY "target"`)).toEqual([
      { time: NOW - MINUTE_MS, target: 'gas-1', suppressed: true },
    ]);
    const states = () => spool?.status().buckets.map(({ waiting, state }) => [waiting, state]);
    await expect.poll(states).toEqual(Array.from({ length: 4 }, () => [0, 'ok']));
  });

  it('keeps samples while nobody answers, also over a restart, and sends them afterwards', async () => {
    const { operators } = made.buckets;
    const away = { url: 'http://127.0.0.1:1', org: influx.org, token: influx.token };
    const recorded = recordedLog();
    const fanOut = fanOutTo(operators);
    spool = await openTestSpool(away, { dir, fanOut, log: recorded.log });
    const waits = recorded.next('spool.bucket_waits');
    for (let number = 0; number < 10; number += 1) await spool.append(minute(number));
    expect((await waits).fields).toMatchObject({ bucket: operators, state: 'waiting' });
    await expect
      .poll(() => spool?.status().buckets[0])
      .toMatchObject({
        state: 'waiting',
        waiting: 40,
        oldestAt: expect.any(Number),
        problem: expect.stringContaining('ECONNREFUSED'),
      });
    await spool.close();
    spool = await openTestSpool(influx, { dir, fanOut });
    await spool.append(minute(10));
    await drainedWhole(spool);
    expect(await count(operators)).toBe(44);
    await expect
      .poll(() => spool?.status().buckets[0])
      .toMatchObject({
        state: 'ok',
        waiting: 0,
        oldestAt: null,
        dropped: 0,
      });
  });

  it('parks a bucket that is not there alone, says why, and takes it up when it is', async () => {
    const missing = `${made.buckets.operators}_missing`;
    const recorded = recordedLog();
    const waits = recorded.next('spool.bucket_waits');
    const sectors = [{ bucket: missing, sector: 'gas', targets: sharedTargets('gas-1') }];
    const fanOut = fanOutTo(made.buckets.operators, { sectors });
    spool = await openTestSpool(influx, { dir, fanOut, log: recorded.log });
    await spool.append(minute(0));
    expect((await waits).fields).toMatchObject({
      bucket: missing,
      state: 'parked',
      problem: expect.stringMatching(/HTTP 404: .*not found/),
    });
    expect(await spool.drained(made.buckets.operators, 60_000)).toBe(true);
    expect(await count(made.buckets.operators)).toBe(4);
    await expect
      .poll(() => spool?.status().buckets)
      .toMatchObject([
        { bucket: made.buckets.operators, state: 'ok', waiting: 0, problem: null },
        { bucket: missing, state: 'parked', waiting: 4 },
      ]);
  });

  it('is refused with a wrong token, and takes another at once', async () => {
    const { operators } = made.buckets;
    const recorded = recordedLog();
    const waits = recorded.next('spool.bucket_waits');
    const wrong = { ...influx, token: 'wrong' };
    const fanOut = fanOutTo(operators);
    spool = await openTestSpool(wrong, { dir, fanOut, log: recorded.log });
    await spool.append(minute(0));
    expect((await waits).fields).toMatchObject({
      state: 'parked',
      problem: expect.stringMatching(/HTTP 401/),
    });
    await spool.setToken(influx.token);
    await expect.poll(() => count(operators)).toBe(4);
  });

  it('sets refused lines aside with the refusal and sends the others', async () => {
    const { operators } = made.buckets;
    spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators) });
    // InfluxDB holds the field as a text from here on, in the shard of that time.
    const query = `org=${influx.org}&bucket=${operators}&precision=ms`;
    await fetch(`${influx.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: { authorization: `Token ${influx.token}` },
      body: `probe,target=gas-2 status_code="text" ${NOW}`,
    });
    const conflicting = minute(0).filter(({ target }) => target === 'gas-2');
    await spool.append(
      [...minute(0), ...minute(1)].map((sample) => ({ ...sample, statusCode: null })),
    );
    await drainedWhole(spool);
    await spool.append(conflicting);
    await drainedWhole(spool);
    expect(await count(operators)).toBe(8);
    await expect.poll(() => spool?.status().buckets[0]).toMatchObject({ parked: 1, waiting: 0 });
    const [line] = readFileSync(join(dir, 'parked', `${operators}.ndjson`), 'utf8').split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      problem: expect.stringMatching(/HTTP (400|422): .*conflict/),
      line: expect.stringContaining('target=gas-2'),
    });
  });

  it('holds up nothing where refused lines cannot be kept either', async () => {
    const { operators } = made.buckets;
    mkdirSync(join(dir, 'parked', `${operators}.ndjson`), { recursive: true });
    const recorded = recordedLog();
    const notKept = recorded.next('spool.lines_not_kept');
    // In this shard `hops` is a text from here on, so that every sample is refused.
    const query = `org=${influx.org}&bucket=${operators}&precision=ms`;
    await fetch(`${influx.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: { authorization: `Token ${influx.token}` },
      body: `probe,target=other hops="text" ${NOW}`,
    });
    const fanOut = fanOutTo(operators);
    spool = await openTestSpool(influx, { dir, fanOut, log: recorded.log });
    await spool.append(minute(0));
    await notKept;
    await expect
      .poll(() => spool?.status().buckets[0])
      .toMatchObject({
        state: 'ok',
        waiting: 0,
        parked: 4,
        problem: expect.stringContaining('conflict'),
      });
  });

  it('drops the oldest when the disk’s share is full, and counts it', async () => {
    const recorded = recordedLog();
    const dropped = recorded.next('spool.segment_dropped');
    const { operators } = made.buckets;
    spool = await openTestSpool(
      { url: 'http://127.0.0.1:1', org: 'x', token: null },
      { dir, fanOut: fanOutTo(operators), capBytes: 6000, segmentBytes: 2000, log: recorded.log },
    );
    let appended = 0;
    for (let number = 60; number > 0; number -= 1) {
      await spool.append(minute(number));
      appended += 4;
    }
    await dropped;
    await spool.close();
    spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators) });
    await drainedWhole(spool);
    const [bucket] = spool.status().buckets;
    expect(bucket?.dropped).toBeGreaterThan(0);
    expect(await count(operators)).toBe(appended - (bucket?.dropped ?? 0));
    const times = await influxRows(influx, operators, 'SELECT "total_ms" FROM "probe" LIMIT 1');
    expect(Number(times[0]?.['time'])).toBeGreaterThan(NOW - 60 * MINUTE_MS);
    const newest = 'SELECT "total_ms" FROM "probe" ORDER BY time DESC LIMIT 1';
    expect(await influxRows(influx, operators, newest)).toMatchObject([{ total_ms: 1.5 }]);
  });

  it('rests between requests though the server asks for no rest', async () => {
    const askedAt: number[] = [];
    const third = Promise.withResolvers<void>();
    const hurried = createServer((asked, answer) => {
      askedAt.push(performance.now());
      asked.resume();
      const date = new Date(Date.now() - 5000).toUTCString();
      answer.writeHead(503, { 'retry-after': askedAt.length % 2 === 0 ? '0' : date }).end();
      if (askedAt.length === 3) third.resolve();
    });
    await new Promise<void>((resolve) => hurried.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${portOf(hurried)}`;
    const { operators } = made.buckets;
    spool = await openTestSpool({ ...influx, url }, { dir, fanOut: fanOutTo(operators) });
    await spool.append(minute(0));
    await third.promise;
    const [first = 0, second = 0, last = 0] = askedAt;
    // It rests for about 1 s, then 2: less where a busy machine let the one before wait.
    expect(second - first).toBeGreaterThan(400);
    expect(last - second).toBeGreaterThan(1000);
    await spool.close();
    hurried.closeAllConnections();
    await new Promise((resolve) => hurried.close(resolve));
  });

  it('stops within seconds while a server holds its answer back', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const asked = new Promise((resolve) => silent.once('request', resolve));
    const url = `http://127.0.0.1:${portOf(silent)}`;
    const { operators } = made.buckets;
    const sectors = Array.from({ length: 12 }, (_, index) => ({
      bucket: `${operators}_${index}`,
      sector: 'gas',
      targets: sharedTargets('gas-1'),
    }));
    const fanOut = fanOutTo(operators, { sectors });
    spool = await openTestSpool({ ...influx, url }, { dir, fanOut });
    await spool.append(minute(0));
    await asked;
    const startedAt = performance.now();
    await spool.close();
    // An answer is waited for 30 s.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators) });
    await drainedWhole(spool);
    expect(await count(operators)).toBe(4);
  });

  it('deletes segments that every bucket has', async () => {
    const { operators } = made.buckets;
    spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators), segmentBytes: 500 });
    for (let number = 0; number < 20; number += 1) await spool.append(minute(number));
    await drainedWhole(spool);
    await expect
      .poll(() => readdirSync(dir).filter((name) => name.endsWith('.log')).length)
      .toBeLessThanOrEqual(1);
    expect(existsSync(join(dir, 'cursors.json'))).toBe(true);
    expect(await count(operators)).toBe(80);
  });

  it('begins with a new bucket from now on and lets go of one that is gone', async () => {
    const { operators } = made.buckets;
    const gas = made.buckets.sector('gas');
    const sectors = [{ bucket: gas, sector: 'gas', targets: sharedTargets('gas-1') }];
    spool = await openTestSpool(influx, { dir, fanOut: fanOutTo(operators) });
    await spool.append(minute(2));
    await spool.setFanOut(fanOutTo(operators, { sectors }));
    await spool.append(minute(1));
    await drainedWhole(spool);
    expect(await count(gas)).toBe(1);
    await spool.setFanOut(
      fanOutTo(operators, {
        sectors: [{ bucket: gas, sector: 'gas', targets: sharedTargets('gas-2') }],
      }),
    );
    await spool.append(minute(0));
    await drainedWhole(spool);
    const query = 'SELECT "total_ms" FROM "probe" GROUP BY "target"';
    expect(await influxRows(influx, gas, query)).toMatchObject([
      { target: 'gas-1', time: NOW - MINUTE_MS },
      { target: 'gas-2', time: NOW },
    ]);
    await spool.setFanOut(fanOutTo(operators));
    await expect
      .poll(() => spool?.status().buckets.map(({ bucket }) => bucket))
      .toEqual([operators]);
  });

  it('gives a sector nothing that was measured before a site was shared, however long it waited', async () => {
    const { operators } = made.buckets;
    const gas = made.buckets.sector('gas');
    const fanOutWith = (...targets: AdmittedTarget[]) =>
      fanOutTo(operators, { sectors: [{ bucket: gas, sector: 'gas', targets }] });
    const before = sharedTargets('gas-2');
    const away = { ...influx, url: 'http://127.0.0.1:1' };
    spool = await openTestSpool(away, { dir, fanOut: fanOutWith(...before) });
    await spool.append([...minute(2), ...minute(1), ...minute(0)]);
    await spool.close();
    const since = NOW - MINUTE_MS;
    const fanOut = fanOutWith(...before, { id: 'gas-1', since });
    spool = await openTestSpool(influx, { dir, fanOut });
    await drainedWhole(spool);
    expect(await count(operators)).toBe(12);
    const query = 'SELECT "total_ms" FROM "probe" GROUP BY "target"';
    const rows = await influxRows(influx, gas, query);
    expect(rows.map(({ target, time }) => [target, NOW - Number(time)])).toEqual([
      ['gas-1', MINUTE_MS],
      ['gas-1', 0],
      ['gas-2', 2 * MINUTE_MS],
      ['gas-2', MINUTE_MS],
      ['gas-2', 0],
    ]);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { portOf } from '../../support/raw-server.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { MINUTE_MS } from '../store-sample.ts';
import { describeSpool, minute, NOW } from './describe-spool.ts';
import { drainedWhole, fanOutTo, influxRows, shared } from './opened.ts';

describeSpool('what waits in the spool', (place) => {
  it('keeps samples while nobody answers, also over a restart, and sends them afterwards', async () => {
    const { operators } = place.buckets;
    const away = { url: 'http://127.0.0.1:1' };
    const recorded = recordedLog();
    const fanOut = fanOutTo(operators);
    let spool = await place.open({ fanOut, log: recorded.log }, away);
    const waits = recorded.next('spool.bucket_waits');
    for (let number = 0; number < 10; number += 1) await spool.append(minute(number));
    expect((await waits).fields).toMatchObject({ bucket: operators, state: 'waiting' });
    await expect
      .poll(() => spool.status().buckets[0])
      .toMatchObject({
        state: 'waiting',
        waiting: 40,
        oldestAt: expect.any(Number),
        problem: expect.stringContaining('ECONNREFUSED'),
      });
    await spool.close();
    spool = await place.open({ fanOut });
    await spool.append(minute(10));
    await drainedWhole(spool);
    expect(await place.count(operators)).toBe(44);
    await expect
      .poll(() => spool.status().buckets[0])
      .toMatchObject({
        state: 'ok',
        waiting: 0,
        oldestAt: null,
        dropped: 0,
      });
  });

  it('is on the disk at once when that is asked for', async () => {
    const fanOut = fanOutTo(place.buckets.operators);
    const spool = await place.open({ fanOut, commitIntervalMs: 600_000 });
    await spool.append(minute(1));
    const appended = spool.append(minute(0));
    expect(spool.status().pending).toBe(4);
    await spool.flush();
    await appended;
    expect(spool.status().pending).toBe(0);
  });

  it('drops the oldest when the disk’s share is full, and counts it', async () => {
    const recorded = recordedLog();
    const dropped = recorded.next('spool.segment_dropped');
    const { operators } = place.buckets;
    let spool = await place.open(
      { fanOut: fanOutTo(operators), capBytes: 6000, segmentBytes: 2000, log: recorded.log },
      { url: 'http://127.0.0.1:1' },
    );
    let appended = 0;
    for (let number = 60; number > 0; number -= 1) {
      await spool.append(minute(number));
      appended += 4;
    }
    await dropped;
    await spool.close();
    spool = await place.open({ fanOut: fanOutTo(operators) });
    await drainedWhole(spool);
    const [bucket] = spool.status().buckets;
    expect(bucket?.dropped).toBeGreaterThan(0);
    expect(await place.count(operators)).toBe(appended - (bucket?.dropped ?? 0));
    const times = await influxRows(
      place.influx,
      operators,
      'SELECT "total_ms" FROM "probe" LIMIT 1',
    );
    expect(Number(times[0]?.['time'])).toBeGreaterThan(NOW - 60 * MINUTE_MS);
    const newest = 'SELECT "total_ms" FROM "probe" ORDER BY time DESC LIMIT 1';
    expect(await influxRows(place.influx, operators, newest)).toMatchObject([{ total_ms: 1.5 }]);
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
    const { operators } = place.buckets;
    const spool = await place.open({ fanOut: fanOutTo(operators) }, { url });
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
    const { operators } = place.buckets;
    const sectors = Array.from({ length: 12 }, (_, index) => ({
      bucket: `${operators}_${index}`,
      sector: 'gas',
      targets: shared('gas-1'),
    }));
    const fanOut = fanOutTo(operators, { sectors });
    let spool = await place.open({ fanOut }, { url });
    await spool.append(minute(0));
    await asked;
    const startedAt = performance.now();
    await spool.close();
    // An answer is waited for 30 s.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    spool = await place.open({ fanOut: fanOutTo(operators) });
    await drainedWhole(spool);
    expect(await place.count(operators)).toBe(4);
  });

  it('deletes segments that every bucket has', async () => {
    const { operators } = place.buckets;
    const spool = await place.open({ fanOut: fanOutTo(operators), segmentBytes: 500 });
    for (let number = 0; number < 20; number += 1) await spool.append(minute(number));
    await drainedWhole(spool);
    await expect
      .poll(() => readdirSync(place.dir).filter((name) => name.endsWith('.log')).length)
      .toBeLessThanOrEqual(1);
    expect(existsSync(join(place.dir, 'cursors.json'))).toBe(true);
    expect(await place.count(operators)).toBe(80);
  });
});

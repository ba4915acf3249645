import { expect, it } from 'vitest';
import type { AdmittedTarget } from '../../../src/core/words/fan-out.ts';
import { MINUTE_MS } from '../store-sample.ts';
import { describeSpool, minute, NOW } from './describe-spool.ts';
import { drainedWhole, fanOutTo, influxRows, shared as sharedTargets } from './opened.ts';

describeSpool('what the spool gives to each bucket', (place) => {
  it('gives each bucket what it may take, and points to the one that they are for', async () => {
    const { operators, shared } = place.buckets;
    const [gas, water] = [place.buckets.sector('gas'), place.buckets.sector('water')];
    const fanOut = fanOutTo(operators, {
      others: [shared],
      sectors: [
        { bucket: gas, sector: 'gas', targets: sharedTargets('gas-1', 'gas-2') },
        { bucket: water, sector: 'water', targets: sharedTargets('water-2') },
      ],
      planned: [{ target: 'gas-1', from: NOW - MINUTE_MS, to: NOW }],
    });
    const spool = await place.open({ fanOut });
    await spool.append([...minute(0), ...minute(1)]);
    const tags = { sector: 'gas', field: 'energy' };
    const fields = { band: 'some_1', ratio: 1.2, suppressed: false };
    const point = { bucket: shared, measurement: 'sector_minute', tags, fields, at: NOW };
    await spool.appendPoints([point]);
    await drainedWhole(spool);
    expect([
      await place.count(operators),
      await place.count(gas),
      await place.count(water),
    ]).toEqual([8, 4, 2]);
    const released = await influxRows(place.influx, shared, 'SELECT * FROM "sector_minute"');
    expect(released).toEqual([{ time: NOW, ...tags, ...fields }]);
    expect(await influxRows(place.influx, shared, 'SELECT * FROM "probe"')).toEqual([]);
    const quiet = 'SELECT "suppressed" FROM "probe" WHERE "suppressed" = true';
    expect(await influxRows(place.influx, operators, `${quiet} GROUP BY "target"`)).toEqual([
      { time: NOW - MINUTE_MS, target: 'gas-1', suppressed: true },
    ]);
    const states = () => spool.status().buckets.map(({ waiting, state }) => [waiting, state]);
    await expect.poll(states).toEqual(Array.from({ length: 4 }, () => [0, 'ok']));
  });

  it('begins with a new bucket from now on and lets go of one that is gone', async () => {
    const { operators } = place.buckets;
    const gas = place.buckets.sector('gas');
    const sectors = [{ bucket: gas, sector: 'gas', targets: sharedTargets('gas-1') }];
    const spool = await place.open({ fanOut: fanOutTo(operators) });
    await spool.append(minute(2));
    await spool.setFanOut(fanOutTo(operators, { sectors }));
    await spool.append(minute(1));
    await drainedWhole(spool);
    expect(await place.count(gas)).toBe(1);
    await spool.setFanOut(
      fanOutTo(operators, {
        sectors: [{ bucket: gas, sector: 'gas', targets: sharedTargets('gas-2') }],
      }),
    );
    await spool.append(minute(0));
    await drainedWhole(spool);
    const query = 'SELECT "total_ms" FROM "probe" GROUP BY "target"';
    expect(await influxRows(place.influx, gas, query)).toMatchObject([
      { target: 'gas-1', time: NOW - MINUTE_MS },
      { target: 'gas-2', time: NOW },
    ]);
    await spool.setFanOut(fanOutTo(operators));
    await expect
      .poll(() => spool.status().buckets.map(({ bucket }) => bucket))
      .toEqual([operators]);
  });

  it('gives a sector nothing that was measured before a site was shared, however long it waited', async () => {
    const { operators } = place.buckets;
    const gas = place.buckets.sector('gas');
    const fanOutWith = (...targets: AdmittedTarget[]) =>
      fanOutTo(operators, { sectors: [{ bucket: gas, sector: 'gas', targets }] });
    const before = sharedTargets('gas-2');
    const away = { url: 'http://127.0.0.1:1' };
    let spool = await place.open({ fanOut: fanOutWith(...before) }, away);
    await spool.append([...minute(2), ...minute(1), ...minute(0)]);
    await spool.close();
    const since = NOW - MINUTE_MS;
    const fanOut = fanOutWith(...before, { id: 'gas-1', since });
    spool = await place.open({ fanOut });
    await drainedWhole(spool);
    expect(await place.count(operators)).toBe(12);
    const query = 'SELECT "total_ms" FROM "probe" GROUP BY "target"';
    const rows = await influxRows(place.influx, gas, query);
    expect(rows.map(({ target, time }) => [target, NOW - Number(time)])).toEqual([
      ['gas-1', MINUTE_MS],
      ['gas-1', 0],
      ['gas-2', 2 * MINUTE_MS],
      ['gas-2', MINUTE_MS],
      ['gas-2', 0],
    ]);
  });
});

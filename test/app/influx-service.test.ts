import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedSamples, influxOf } from '../../src/app/export.ts';
import { practiceConfig } from '../../src/app/practice-config.ts';
import { type Service, startService } from '../../src/app.ts';
import type { Config } from '../../src/core/config.ts';
import { quoteName } from '../../src/core/influxql.ts';
import { Marked } from '../../src/core/words/marked.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { influxRows } from '../store/spool/opened.ts';
import { type InfluxServer, startInfluxServer } from '../support/influx-server.ts';
import { type InfluxV2Shim, startInfluxV2Shim } from '../support/influx-v2-shim.ts';
import { needs } from '../support/needs.ts';
import { recordedLog } from '../support/recorded-log.ts';

const TOKEN = 'service-token';

/** As the practice council is, but for a minute that is six times as short. */
function everyTenSeconds(config: Config): Config {
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) => ({
      ...member,
      targets: member.targets.map((target) => ({
        ...target,
        schedule: '*/10 * * * * *',
        timeoutMs: 5000,
      })),
    })),
  }));
  return { ...config, sectors };
}

/** The whole service on the small practice council, with one line of its configuration changed. */
describe.skipIf(!needs('influxd'))('the service on InfluxDB', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yamabiko-influx-'));
  const recorded = recordedLog();
  const { log } = recorded;
  let influx: InfluxServer;
  let shim: InfluxV2Shim;
  let service: Service;
  let sectors: string[];
  let configured: Config;
  const place = () => ({ url: shim.url, token: TOKEN });

  beforeAll(async () => {
    influx = await startInfluxServer();
    shim = await startInfluxV2Shim({ upstream: influx, token: TOKEN });
    const config = everyTenSeconds(await practiceConfig('small', null, () => {}));
    sectors = config.sectors.map(({ id }) => id);
    const names = ['yamabiko', 'yamabiko_5m', 'yamabiko_1h', 'shared'];
    for (const name of [...names, ...sectors.map((id) => `sector_${id}`)]) {
      await influx.command(`CREATE DATABASE ${quoteName(`practice_${name}`)}`);
    }
    process.env['YAMABIKO_INFLUX_TOKEN'] = TOKEN;
    const store = { ...config.store, kind: 'influx' as const };
    configured = { ...config, store: { ...store, influx: { ...store.influx, url: shim.url } } };
    // InfluxDB is away while the service starts, and comes back a little later.
    await influx.kill();
    service = await startService({
      config: configured,
      dataDir,
      listen: { host: '127.0.0.1', port: 0 },
      ...{ extraCa: [], onlyFreshPages: true },
      log,
    });
    expect(recorded.entries.map(({ event }) => event)).toContain('app.past_unavailable');
    await influx.restart();
  });
  afterAll(async () => {
    delete process.env['YAMABIKO_INFLUX_TOKEN'];
    await service.close();
    await shim.close();
    await influx.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Every point of the measurement once there is one. */
  async function rowsOnceThere(database: string, measurement: string) {
    let rows: Awaited<ReturnType<typeof influxRows>> = [];
    const query = `SELECT * FROM ${quoteName(measurement)}`;
    const read = async () => {
      rows = await influxRows(place(), database, query);
      return rows.length;
    };
    await expect.poll(read, { timeout: 120_000 }).toBeGreaterThan(0);
    return rows;
  }

  it('fills the operators’ bucket with every site and a sector’s with what it may see', async () => {
    const targets = async (database: string) => {
      const query = 'SHOW TAG VALUES FROM "probe" WITH KEY = "target"';
      const rows = await influxRows(place(), database, query);
      return rows.map(({ value }) => String(value)).sort();
    };
    const expected = (isSeen: (consent: string, sees: string) => boolean, sector?: string) =>
      service.config.sectors
        .filter(({ id }) => sector === undefined || id === sector)
        .flatMap(({ members }) => members.flatMap((member) => member.targets))
        .filter(({ consent, secretariatSees }) => isSeen(consent, secretariatSees))
        .map(({ id }) => id)
        .sort();
    const references = service.config.reference.map(({ id }) => id);
    await expect
      .poll(() => targets('practice_yamabiko'), { timeout: 120_000 })
      .toEqual([...expected(() => true), ...references].sort());
    for (const id of sectors) {
      const seen = expected((consent, sees) => consent !== 'own' && sees === 'detail', id);
      await expect.poll(() => targets(`practice_sector_${id}`), { timeout: 120_000 }).toEqual(seen);
    }
  });

  it('releases each sector to all, names nobody there, and marks practice as no alert', async () => {
    const rows = await rowsOnceThere('practice_shared', 'sector_minute');
    expect(rows.every(({ suppressed }) => suppressed === true)).toBe(true);
    expect(sectors).toEqual(expect.arrayContaining(rows.map(({ sector }) => sector)));
    const measurements = await influxRows(place(), 'practice_shared', 'SHOW MEASUREMENTS');
    expect(measurements).toEqual([{ name: 'sector_minute' }]);
    const keys = await influxRows(place(), 'practice_shared', 'SHOW TAG KEYS');
    expect(keys.map(({ tagKey }) => tagKey).sort()).toEqual(['field', 'sector']);
    const prober = await rowsOnceThere('practice_yamabiko', 'prober');
    expect(prober[0]).toMatchObject({ vantage: service.config.vantage, dropped: 0 });
  });

  it('exports what InfluxDB has', async () => {
    const influx = influxOf(configured, dataDir, { YAMABIKO_INFLUX_TOKEN: TOKEN });
    const [target = ''] = service.config.sectors.flatMap(({ members }) =>
      members.flatMap((member) => member.targets.map(({ id }) => id)),
    );
    const request = { dataDir, from: null, to: null, target, attempts: 'first' as const };
    const found: Sample[] = [];
    for await (const block of exportedSamples({ ...request, timezone: 'UTC', influx })) {
      found.push(...Marked.open(block).data);
    }
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((sample) => sample.target === target && sample.attempt === 1)).toBe(true);
    const wrong = influxOf(configured, dataDir, { YAMABIKO_INFLUX_TOKEN: 'other' });
    const refused = Array.fromAsync(
      exportedSamples({ ...request, timezone: 'UTC', influx: wrong }),
    );
    await expect(refused).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('serves the board from InfluxDB', async () => {
    const [target] = service.config.sectors.flatMap(({ members }) =>
      members.flatMap((member) => member.targets.map(({ id }) => id)),
    );
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const to = new Date(Date.now() + 3_600_000).toISOString();
    const url = `${service.url}/api/targets/${target}/samples?from=${from}&to=${to}`;
    const answerOf = async (place: string): Promise<unknown> => (await fetch(place)).json();
    await expect
      .poll(() => answerOf(url))
      .toMatchObject({
        marking: 'TLP:AMBER+STRICT',
        data: { kind: 'raw', points: expect.arrayContaining([expect.any(Object)]) },
      });
    await expect
      .poll(() => answerOf(`${service.url}/healthz`))
      .toMatchObject({ store: { status: 'ok', dropped: 0 } });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INFLUX_KINDS, type InfluxPlace, SetupFolder } from './influx-places.ts';

/** Asked as Grafana asks: the bucket's name as the database, the token in the header. */
describe.each(INFLUX_KINDS)('the tokens of $kind', ({ start }) => {
  let place: InfluxPlace;
  let folder: SetupFolder;
  beforeAll(async () => {
    place = await start();
    folder = await SetupFolder.make(place);
    await folder.run(place.token);
    for (const bucket of ['yamabiko', 'shared', 'sector_gas', 'sector_water']) {
      expect(await write('service.token', bucket)).toBe(204);
    }
  });
  afterAll(async () => {
    await folder.remove();
    await place.close();
  });

  const headersOf = async (file: string) => ({
    authorization: `Token ${await folder.token(file)}`,
  });
  const write = async (file: string, bucket: string): Promise<number> => {
    const query = new URLSearchParams({ org: place.org, bucket, precision: 'ms' });
    const { status } = await fetch(`${place.url}/api/v2/write?${query}`, {
      method: 'POST',
      headers: await headersOf(file),
      body: `probe,target=home total_ms=1 ${Date.now()}`,
    });
    return status;
  };
  /** Rows of the bucket that the token is given; null where InfluxDB gives none but an error. */
  const rows = async (file: string, bucket: string): Promise<number | null> => {
    const query = new URLSearchParams({ db: bucket, q: 'SELECT total_ms FROM probe' });
    const answer = await fetch(`${place.url}/query?${query}`, { headers: await headersOf(file) });
    const { results } = JSON.parse(await answer.text());
    const [result] = results ?? [];
    if (result === undefined || result.error !== undefined) return null;
    return result.series?.[0]?.values.length ?? 0;
  };

  it('let a sector read its bucket and shared, and nothing else', async () => {
    expect(await rows('sector-gas.token', 'sector_gas')).toBe(1);
    expect(await rows('sector-gas.token', 'shared')).toBe(1);
    for (const bucket of ['sector_water', 'yamabiko']) {
      expect(await rows('sector-gas.token', bucket)).toBeNull();
    }
  });

  it('let operators and the service read every bucket', async () => {
    for (const bucket of ['yamabiko', 'shared', 'sector_gas', 'sector_water']) {
      expect(await rows('operators.token', bucket)).toBe(1);
      expect(await rows('service.token', bucket)).toBe(1);
    }
  });

  it('let nobody write but the service', async () => {
    for (const file of ['operators.token', 'sector-gas.token']) {
      expect(await write(file, 'sector_gas')).toBe(403);
    }
    expect(await rows('operators.token', 'sector_gas')).toBe(1);
  });

  it('let no sector ask for another’s by its full name', async () => {
    const q = 'SELECT total_ms FROM "sector_water"."autogen"."probe"';
    const query = new URLSearchParams({ db: 'sector_gas', q });
    const headers = await headersOf('sector-gas.token');
    const text = await (await fetch(`${place.url}/query?${query}`, { headers })).text();
    expect(text).toContain('database not found: sector_water');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InfluxServer, startInfluxServer } from '../../support/influx-server.ts';
import { needs } from '../../support/needs.ts';
import { SetupFolder } from './influx-places.ts';

describe.skipIf(!needs('influxd'))('influx setup against InfluxDB 1.x', () => {
  let server: InfluxServer;
  let folder: SetupFolder;
  beforeAll(async () => {
    server = await startInfluxServer();
    folder = await SetupFolder.make({ url: server.url, org: 'council' });
  });
  afterAll(async () => {
    await folder.remove();
    await server.close();
  });

  /** Hours of each database's default policy. */
  const retention = async (database: string): Promise<unknown> => {
    const query = new URLSearchParams({ q: `SHOW RETENTION POLICIES ON "${database}"` });
    const { results } = JSON.parse(await (await fetch(`${server.url}/query?${query}`)).text());
    const [{ columns, values }] = results[0].series;
    const row = values.find((each: unknown[]) => each[columns.indexOf('default')] === true);
    return [row[columns.indexOf('name')], row[columns.indexOf('duration')]];
  };

  it('gives statements that it runs, again and with another retention too', async () => {
    for (const days of [90, 90, 30]) {
      await folder.retain(days);
      const { outcome } = await folder.run('of no use', { dryRun: true });
      for (const statement of outcome.statements ?? []) await server.command(statement);
      expect(await retention('sector_gas')).toEqual(['autogen', `${days * 24}h0m0s`]);
      expect(await retention('yamabiko_1h')).toEqual(['autogen', `${2562 * 24}h0m0s`]);
    }
  });

  it('says without a dry run that 1.x is not set up by it', async () => {
    await expect(folder.run('of no use')).rejects.toThrow(/InfluxDB 1\.\d.*1\.x has no such API/);
  });
});

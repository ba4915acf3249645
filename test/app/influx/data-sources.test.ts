import { describe, expect, it } from 'vitest';
import { dataSourcesOf } from '../../../src/app/influx/data-sources.ts';
import { dataSourcesFileSchema } from '../../../src/app/influx/data-sources-file.ts';
import { requireConfig } from '../../../src/app/validate.ts';

const tokenPath = (file: string): string => `/srv/tokens/${file}`;

describe('the data sources of Grafana', () => {
  it('are the operators’, and those of sectors whose organisation is known', async () => {
    const config = await requireConfig('config');
    const organisations = new Map([['gas', 7]]);
    const { datasources } = dataSourcesOf(config, { organisations, tokenPath });
    const rows = datasources.map(({ orgId, uid, jsonData, secureJsonData }) => [
      ...[orgId, uid, jsonData.dbName, secureJsonData.httpHeaderValue1],
    ]);
    const operators = 'Token $__file{/srv/tokens/operators.token}';
    const gas = 'Token $__file{/srv/tokens/sector-gas.token}';
    expect(rows).toEqual([
      [1, 'yamabiko', 'practice_yamabiko', operators],
      [1, 'yamabiko-5m', 'practice_yamabiko_5m', operators],
      [1, 'yamabiko-1h', 'practice_yamabiko_1h', operators],
      [1, 'shared', 'practice_shared', operators],
      [7, 'sector-gas', 'practice_sector_gas', gas],
      [7, 'shared', 'practice_shared', gas],
    ]);
  });

  it('hold the sector’s own token only, in an organisation of a sector', async () => {
    const config = await requireConfig('config');
    const ids = config.sectors.map(({ id }) => id);
    const organisations = new Map(ids.map((id, at) => [id, at + 2]));
    const { datasources } = dataSourcesOf(config, { organisations, tokenPath });
    for (const [sector, orgId] of organisations) {
      const tokens = datasources
        .filter((each) => each.orgId === orgId)
        .map((each) => each.secureJsonData.httpHeaderValue1);
      expect(new Set(tokens)).toEqual(
        new Set([`Token $__file{/srv/tokens/sector-${sector}.token}`]),
      );
    }
    expect(ids.length).toBeGreaterThan(1);
  });

  it('take no path that Grafana would read as something else', async () => {
    const config = await requireConfig('config');
    const place = { organisations: new Map(), tokenPath: () => '/srv/$HOME/x.token' };
    expect(() => dataSourcesOf(config, place)).toThrow(
      'which Grafana’s files cannot hold'.replace('’', "'"),
    );
  });

  it('are checked by a schema that knows no other key and no token', async () => {
    const config = await requireConfig('config');
    const file = dataSourcesOf(config, { organisations: new Map(), tokenPath });
    const [first] = file.datasources;
    const wrong = [
      { ...file, apiVersion: 2 },
      { ...file, datasources: [{ ...first, withCredentials: true }] },
      { ...file, datasources: [{ ...first, uid: 'x'.repeat(41) }] },
      { ...file, datasources: [first, { ...first, name: 'another' }] },
      { ...file, datasources: [first, { ...first, uid: 'another' }] },
      { ...file, datasources: [{ ...first, secureJsonData: { httpHeaderValue1: 'Token abc' } }] },
    ];
    expect(dataSourcesFileSchema.safeParse(file).success).toBe(true);
    for (const each of wrong) expect(dataSourcesFileSchema.safeParse(each).success).toBe(false);
  });
});

import { bucketsOf } from '../../core/buckets.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import {
  DATA_SOURCE_UIDS,
  OPERATORS_ORGANISATION,
  sectorDataSourceUid,
} from '../../core/grafana-names.ts';
import { type DataSourcesFile, dataSourcesFileSchema } from './data-sources-file.ts';
import { OPERATORS_TOKEN_FILE, sectorTokenFile } from './wanted-tokens.ts';

export interface DataSourcePlace {
  /** Ids of the sectors' organisations; a sector without one gets no data source. */
  readonly organisations: ReadonlyMap<string, number>;
  /** Absolute path of a token's file as Grafana sees it. */
  tokenPath(file: string): string;
}

/**
 * The data sources of the operators' organisation and of each sector's: the latter hold the sector's
 * token, which reads its bucket and `shared`, and no other. Throws `usage` for a path that Grafana would
 * not take as it is.
 */
export function dataSourcesOf(config: Config, place: DataSourcePlace): DataSourcesFile {
  const buckets = bucketsOf(config.practice);
  const source = (own: OwnPart) => dataSource(config.store.influx.url, own, place);
  const operators = { orgId: OPERATORS_ORGANISATION, file: OPERATORS_TOKEN_FILE, isDefault: false };
  const rollups = { '5m': 'Yamabiko 5 min', '1h': 'Yamabiko 1 h' } as const;
  return dataSourcesFileSchema.parse({
    apiVersion: 1,
    prune: true,
    datasources: [
      source({
        ...operators,
        name: 'Yamabiko',
        uid: DATA_SOURCE_UIDS.operators,
        dbName: buckets.operators,
      }),
      ...(['5m', '1h'] as const).map((period) =>
        source({
          ...operators,
          name: rollups[period],
          uid: DATA_SOURCE_UIDS.rollups[period],
          dbName: buckets.rollups[period],
        }),
      ),
      source({ ...operators, ...SHARED, dbName: buckets.shared }),
      ...config.sectors.flatMap(({ id }) => {
        const orgId = place.organisations.get(id);
        if (orgId === undefined) return [];
        const own = { orgId, file: sectorTokenFile(id) };
        const uid = sectorDataSourceUid(id);
        const name = `Yamabiko ${id}`;
        return [
          source({ ...own, name, uid, dbName: buckets.sector(id), isDefault: true }),
          source({ ...own, ...SHARED, dbName: buckets.shared, isDefault: false }),
        ];
      }),
    ],
  });
}

const SHARED = { name: 'Yamabiko shared', uid: DATA_SOURCE_UIDS.shared } as const;

interface OwnPart {
  readonly orgId: number;
  readonly name: string;
  readonly uid: string;
  readonly dbName: string;
  readonly file: string;
  readonly isDefault: boolean;
}

function dataSource(url: string, own: OwnPart, { tokenPath }: DataSourcePlace) {
  const { orgId, name, uid, dbName, file, isDefault } = own;
  const path = tokenPath(file);
  if (/[{}$]/.test(path)) {
    throw new AppError('usage', {
      ja: `トークンの場所 ${path} に { } $ があり、Grafana の設定に書けません`,
      en: `the place of the tokens, ${path}, has one of { } $ in it, which Grafana's files cannot hold`,
    });
  }
  return {
    name,
    uid,
    type: 'influxdb',
    access: 'proxy',
    orgId,
    url: url.replaceAll('$', '$$$$'),
    database: dbName,
    isDefault,
    editable: false,
    jsonData: { dbName, httpMode: 'POST', httpHeaderName1: 'Authorization' },
    secureJsonData: { httpHeaderValue1: `Token $__file{${path}}` },
  };
}

import { dashboardUid } from '../../../dashboards/naming.ts';
import type { Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import {
  DATA_SOURCE_UIDS,
  OPERATORS_ORGANISATION,
  sectorDataSourceUid,
} from '../../core/grafana-names.ts';
import type { GrafanaApi } from './grafana-api.ts';

/**
 * Looks whether each organisation has its data source and its dashboards: Grafana says of a folder that
 * it does not look into, or cannot read, nothing at all. Rejects with `setup_failed`.
 */
export async function requireLoaded(
  { sectors }: Config,
  {
    api,
    organisations,
    folder,
  }: {
    readonly api: GrafanaApi;
    readonly organisations: ReadonlyMap<string, number>;
    readonly folder: string;
  },
): Promise<void> {
  const wanted = [
    { orgId: OPERATORS_ORGANISATION, source: DATA_SOURCE_UIDS.operators },
    ...sectors.flatMap(({ id }) => {
      const orgId = organisations.get(id);
      return orgId === undefined ? [] : [{ orgId, source: sectorDataSourceUid(id) }];
    }),
  ];
  for (const { orgId, source } of wanted) {
    const paths = [
      `/api/datasources/uid/${source}`,
      `/api/dashboards/uid/${dashboardUid('overview', 'ja')}`,
    ];
    for (const path of paths) {
      if (!(await api.has(path, orgId))) throw notLoaded(path, orgId, folder);
    }
  }
}

function notLoaded(path: string, orgId: number, folder: string): AppError {
  return new AppError('setup_failed', {
    ja: `Grafana の組織 ${orgId} に ${path} がありません。${folder} は Grafana の provisioning フォルダですか。Grafana の利用者はその中を読めますか`,
    en: `organisation ${orgId} of Grafana has no ${path}: is ${folder} the provisioning folder of this Grafana, and can its user read what lies in it?`,
  });
}

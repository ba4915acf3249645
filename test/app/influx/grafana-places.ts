import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A Grafana that runs, and the provisioning folder that it reads. */
export interface RealGrafana {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly provisioning: string;
}

const {
  YAMABIKO_TEST_GRAFANA_URL: url,
  YAMABIKO_TEST_GRAFANA_USER: user = 'admin',
  YAMABIKO_TEST_GRAFANA_PASSWORD: password = 'admin',
  YAMABIKO_TEST_GRAFANA_PROVISIONING: provisioning,
} = process.env;

/** The Grafana that the environment names, with its provisioning folder; none where it names none. */
export const REAL_GRAFANAS: readonly RealGrafana[] =
  url === undefined || provisioning === undefined ? [] : [{ url, user, password, provisioning }];

/** Asks Grafana as its administrator, in an organisation. */
export async function askGrafana(
  { url: base, user: name, password: secret }: RealGrafana,
  path: string,
  {
    orgId = 1,
    method = 'GET',
    body,
  }: { readonly orgId?: number; readonly method?: string; readonly body?: object } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(base + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
      'x-grafana-org-id': String(orgId),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** What a data source of an organisation gives for a query of InfluxQL. */
export function queryGrafana(
  grafana: RealGrafana,
  orgId: number,
  { uid, query }: { readonly uid: string; readonly query: string },
): Promise<{ readonly status: number; readonly text: string }> {
  const now = Date.now();
  const datasource = { type: 'influxdb', uid };
  const own = { refId: 'A', datasource, query, rawQuery: true, resultFormat: 'table' };
  const body = { from: String(now - 3_600_000), to: String(now), queries: [own] };
  return askGrafana(grafana, '/api/ds/query', { orgId, method: 'POST', body });
}

/** Takes away what a setup left: data sources first, for they name the organisations. */
export async function clearGrafana(
  grafana: RealGrafana,
  organisations: Iterable<number>,
): Promise<void> {
  const path = '/api/admin/provisioning/datasources/reload';
  await rm(join(grafana.provisioning, 'datasources', 'yamabiko.yaml'), { force: true });
  for (const folder of ['yamabiko', 'yamabiko-tokens']) {
    await rm(join(grafana.provisioning, folder), { recursive: true, force: true });
  }
  await askGrafana(grafana, path, { method: 'POST' });
  for (const id of organisations) {
    await askGrafana(grafana, `/api/orgs/${id}`, { method: 'DELETE' });
  }
}

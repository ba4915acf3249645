import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { parse } from 'yaml';
import { dataSourcesFileSchema } from '../../src/app/influx/data-sources-file.ts';

/**
 * A real server on loopback that answers as Grafana's HTTP API does, of organisations and of reading
 * its provisioning folder again: status codes and shapes from its source, `pkg/api/org.go`.
 */
export class GrafanaTestApi {
  /** Its provisioning folder; null = it has none. */
  provisioning: string | null = null;
  /** Tokens by organisation and uid of the data source, as they were read. */
  readonly sources = new Map<string, string>();
  /** Organisation and uid. */
  readonly dashboards = new Set<string>();
  /** Names by id; Grafana never uses an id again. */
  readonly organisations = new Map([[1, 'Main Org.']]);
  readonly reloaded: string[] = [];
  /** How many more times it says that an organisation has no alerting yet, as a new one's first minute. */
  notReady = 0;
  readonly password = 'of-the-test';
  #last = 1;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<GrafanaTestApi> {
    const api = new GrafanaTestApi();
    await once(api.#server.listen(0, '127.0.0.1'), 'listening');
    return api;
  }

  get url(): string {
    // Guarantee of the cast: a TCP server that listens has an address with a port.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  add(name: string): number {
    this.#last += 1;
    this.organisations.set(this.#last, name);
    return this.#last;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://grafana');
    const send = (status: number, data: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(data));
    };
    const [user, password] = credentialsOf(request);
    if (user === 'viewer') {
      send(403, { message: "You'll need additional permissions to perform this action" });
    } else if (user !== 'admin' || password !== this.password) {
      send(401, { message: 'Invalid username or password' });
    } else if (pathname === '/api/orgs' && request.method === 'GET') {
      const perPage = Number(searchParams.get('perpage') ?? 1000);
      const from = Number(searchParams.get('page') ?? 0) * perPage;
      const all = [...this.organisations].map(([id, name]) => ({ id, name }));
      send(200, all.slice(from, from + perPage));
    } else if (pathname === '/api/orgs' && request.method === 'POST') {
      const { name = '' } = Object(await json(request));
      const isTaken = [...this.organisations.values()].includes(name);
      if (isTaken) send(409, { message: 'Organization name taken' });
      else send(200, { orgId: this.add(name), message: 'Organization created' });
    } else if (pathname === '/api/v1/provisioning/policies' && this.notReady > 0) {
      this.notReady -= 1;
      send(404, { message: 'could not find an Alertmanager configuration' });
    } else if (pathname === '/api/v1/provisioning/policies') {
      send(200, { receiver: 'grafana-default-email' });
    } else if (pathname === '/api/admin/provisioning/alerting/reload' && this.notReady > 0) {
      send(500, { message: 'Internal Server Error' });
    } else if (/^\/api\/admin\/provisioning\/\w+\/reload$/.test(pathname)) {
      const kind = pathname.split('/')[4] ?? '';
      const isRead = await this.#read(kind);
      if (isRead) this.reloaded.push(kind);
      if (isRead) send(200, { message: 'config reloaded' });
      else send(500, { message: 'Internal Server Error' });
    } else if (/^\/api\/(datasources|dashboards)\/uid\/[\w-]+$/.test(pathname)) {
      const [, , kind, , uid] = pathname.split('/');
      const held = kind === 'datasources' ? this.sources : this.dashboards;
      const isThere = held.has(`${request.headers['x-grafana-org-id']} ${uid}`);
      send(isThere ? 200 : 404, isThere ? { uid } : { message: 'Not found' });
    } else {
      send(404, { message: 'Not found' });
    }
  }

  /** As at a start, into empty tables: what files do not hold any more is pruned. */
  async #read(kind: string): Promise<boolean> {
    const folder = this.provisioning;
    if (folder === null || kind === 'alerting') return true;
    try {
      const file = parse(await readFile(join(folder, kind, 'yamabiko.yaml'), 'utf8'));
      if (kind === 'datasources') await this.#readSources(file);
      else for (const provider of file.providers) await this.#readDashboards(provider);
      return true;
    } catch {
      return false;
    }
  }

  async #readSources(file: unknown): Promise<void> {
    this.sources.clear();
    for (const { orgId, uid, secureJsonData } of dataSourcesFileSchema.parse(file).datasources) {
      const [, path = ''] = /\{(.*)\}/.exec(secureJsonData.httpHeaderValue1) ?? [];
      this.sources.set(`${orgId} ${uid}`, (await readFile(path, 'utf8')).trim());
    }
  }

  async #readDashboards({
    orgId,
    options,
  }: {
    readonly orgId: number;
    readonly options: { readonly path: string };
  }): Promise<void> {
    for (const name of await readdir(options.path)) {
      const { uid } = JSON.parse(await readFile(join(options.path, name), 'utf8'));
      this.dashboards.add(`${orgId} ${uid}`);
    }
  }
}

function credentialsOf({ headers }: IncomingMessage): readonly string[] {
  const [, encoded = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString().split(':');
}

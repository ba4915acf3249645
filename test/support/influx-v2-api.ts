import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import {
  allows,
  OPERATOR,
  type Permission,
  Refusal,
  requirePermission,
} from './influx-v2-permissions.ts';
import { type Authorization, type Bucket, InfluxV2State, type Mapping } from './influx-v2-state.ts';

export interface InfluxV2Options {
  /** As 2.9 by default: a token is told when it is made and never again. */
  readonly hashesTokens?: boolean;
  /** Of `X-Influxdb-Version`; null = the header is left out. */
  readonly version?: string | null;
  /** Answered first; null = as InfluxDB does. */
  readonly instead?: (method: string, path: string) => { status: number; body: string } | null;
}

/**
 * A real server on loopback that answers as the HTTP API of InfluxDB 2.x does, of organisations, buckets,
 * DBRP mappings and authorizations: same checks in the same order, same status codes, messages and shapes,
 * from the source of its branch main-2.x. Of points it knows only how many a bucket got, and of InfluxQL only
 * a selection from one measurement.
 */
export class InfluxV2Api {
  readonly state = new InfluxV2State();
  /** Token with all permissions. */
  readonly operatorToken: string;
  /** `POST /api/v2/buckets` and the like, in order. */
  readonly requests: string[] = [];
  readonly #options: InfluxV2Options;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(options: InfluxV2Options = {}) {
    this.#options = options;
    const orgID = this.state.addOrg('first');
    this.operatorToken = this.addToken(orgID, "user's Token", OPERATOR);
  }

  static async start(options: InfluxV2Options = {}): Promise<InfluxV2Api> {
    const api = new InfluxV2Api(options);
    await once(api.#server.listen(0, '127.0.0.1'), 'listening');
    return api;
  }

  get url(): string {
    // Guarantee of the cast: a TCP server that listens has an address with a port.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  addToken(orgID: string, description: string, permissions: readonly Permission[]): string {
    const everything = OPERATOR.concat(permissions);
    return this.state.addAuthorization({ orgID, description, permissions }, everything).token;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://influx');
    const { method = 'GET' } = request;
    this.requests.push(`${method} ${url.pathname}`);
    const { version = 'v2.7.12', instead } = this.#options;
    response.setHeader('X-Influxdb-Build', 'OSS');
    if (version !== null) response.setHeader('X-Influxdb-Version', version);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    const other = instead?.(method, url.pathname) ?? null;
    if (other !== null) return void response.writeHead(other.status).end(other.body);
    try {
      if (url.pathname === '/ping') return void response.writeHead(204).end();
      const have = this.#permissionsOf(request);
      const sent = await textOf(request);
      const written = url.pathname === '/api/v2/write';
      const parsed: unknown = written || sent === '' ? {} : JSON.parse(sent);
      const body = written ? { lines: sent } : { ...Object(parsed) };
      const { status, data } = this.#route({ method, url, body, have });
      response.writeHead(status).end(data === undefined ? '' : JSON.stringify(data));
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal error', `${error}`);
      const { code, message, statusCode } = refusal;
      response.setHeader('X-Platform-Error-Code', code);
      response.writeHead(statusCode).end(JSON.stringify({ code, message }));
    }
  }

  #permissionsOf({ headers }: IncomingMessage): readonly Permission[] {
    const [, token] = /^(?:Token|Bearer) (.+)$/.exec(headers.authorization ?? '') ?? [];
    const found = this.state.authorizations.find((each) => each.token === token);
    if (found?.status !== 'active') throw new Refusal('unauthorized', 'unauthorized access');
    return found.permissions;
  }

  #route(call: Call): Answer {
    if (call.url.pathname === '/query') return this.#query(call);
    if (call.url.pathname === '/api/v2/write') return this.#write(call);
    const [, collection = '', id] = /^\/api\/v2\/(\w+)(?:\/(\w+))?$/.exec(call.url.pathname) ?? [];
    switch (`${call.method} ${collection}${id === undefined ? '' : '/id'}`) {
      case 'GET orgs':
        return this.#findOrgs(call);
      case 'POST orgs': {
        requirePermission(call.have, { action: 'write', resource: { type: 'orgs' } });
        const made = this.state.addOrg(String(call.body['name']));
        return { status: 201, data: orgView(made, String(call.body['name'])) };
      }
      case 'DELETE orgs/id':
        requirePermission(call.have, { action: 'write', resource: { type: 'orgs' } });
        this.state.deleteOrg(id ?? '');
        return { status: 204 };
      case 'GET buckets':
        return this.#findBuckets(call);
      case 'POST buckets':
        return { status: 201, data: bucketView(this.state.addBucket(call.body, call.have)) };
      case 'PATCH buckets/id': {
        const bucket = this.state.updateBucket(id ?? '', call.body, call.have);
        return { status: 200, data: bucketView(bucket) };
      }
      case 'GET dbrps':
        return this.#findMappings(call);
      case 'POST dbrps':
        return { status: 201, data: this.state.addMapping(call.body, call.have) };
      case 'PATCH dbrps/id':
      case 'DELETE dbrps/id':
        return this.#changeMapping(call, id ?? '');
      case 'GET authorizations':
        return this.#findAuthorizations(call);
      case 'POST authorizations': {
        const made = this.state.addAuthorization(call.body, call.have);
        return { status: 201, data: this.#authorizationView(made, made.token) };
      }
      case 'DELETE authorizations/id':
        return this.#deleteAuthorization(call, id ?? '');
      default:
        throw new Refusal('not found', 'path not found');
    }
  }

  #write({ url, body, have }: Call): Answer {
    const org = url.searchParams.get('org');
    const [orgID] = [...this.state.orgs].find((each) => each[1] === org) ?? [];
    const name = url.searchParams.get('bucket');
    const bucket = this.state.buckets.find((each) => each.orgID === orgID && each.name === name);
    if (bucket === undefined) throw new Refusal('not found', `bucket "${name}" not found`);
    const resource = { type: 'buckets', id: bucket.id, orgID: bucket.orgID };
    if (!allows(have, { action: 'write', resource })) {
      throw new Refusal('forbidden', 'insufficient permissions for write');
    }
    bucket.points += String(body['lines']).split('\n').length;
    return { status: 204 };
  }

  /** A database whose bucket the token does not read is one that is not there. */
  #query({ url, have }: Call): Answer {
    const [, named] = /FROM "([^"]+)"\."/.exec(url.searchParams.get('q') ?? '') ?? [];
    const database = named ?? url.searchParams.get('db') ?? '';
    const bucket = [...this.state.orgs.keys()]
      .flatMap((orgID) => this.state.listMappings(orgID))
      .filter((mapping) => mapping.database === database)
      .flatMap(({ bucketID }) => this.state.buckets.filter(({ id }) => id === bucketID))
      .find((each) => mayRead(have, each));
    const statement = { statement_id: 0 };
    if (bucket === undefined) {
      const error = `database not found: ${database}`;
      return { status: 200, data: { results: [{ ...statement, error }] } };
    }
    const values = Array.from({ length: bucket.points }, (_, at) => [
      `2026-11-23T00:00:0${at}Z`,
      1,
    ]);
    const found = { name: 'probe', columns: ['time', 'total_ms'], values };
    const series = values.length === 0 ? {} : { series: [found] };
    return { status: 200, data: { results: [{ ...statement, ...series }] } };
  }

  #findOrgs({ url, have }: Call): Answer {
    const name = url.searchParams.get('org');
    const found = [...this.state.orgs].filter((each) => name === null || each[1] === name);
    if (name !== null && found.length === 0) {
      throw new Refusal('not found', `organization name "${name}" not found`);
    }
    const orgs = found
      .filter(([id]) => allows(have, { action: 'read', resource: { type: 'orgs', id } }))
      .map(([id, each]) => orgView(id, each));
    return { status: 200, data: { links: { self: '/api/v2/orgs' }, orgs } };
  }

  #findBuckets({ url, have }: Call): Answer {
    const query = url.searchParams;
    const limit = Number(query.get('limit') ?? 20);
    if (!(limit >= 1 && limit <= 100)) {
      throw new Refusal('invalid', 'limit must be between 1 and 100');
    }
    const page = { limit, offset: Number(query.get('offset') ?? 0), after: query.get('after') };
    const buckets = this.state
      .listBuckets(query.get('orgID') ?? '', page)
      .filter((bucket) => mayRead(have, bucket))
      .map(bucketView);
    return { status: 200, data: { links: { self: '/api/v2/buckets' }, buckets } };
  }

  #findMappings({ url, have }: Call): Answer {
    const orgID = url.searchParams.get('orgID');
    if (orgID === null) {
      throw new Refusal('invalid', "either 'org' or 'orgID' must be provided");
    }
    const content = this.state
      .listMappings(orgID)
      .filter(({ bucketID: id }) =>
        allows(have, { action: 'read', resource: { type: 'buckets', id, orgID } }),
      );
    return { status: 200, data: { content } };
  }

  #changeMapping({ method, url, body, have }: Call, id: string): Answer {
    const orgID = url.searchParams.get('orgID') ?? '';
    const mapping = this.state.mappings.find((each) => each.id === id && each.orgID === orgID);
    if (mapping === undefined) throw new Refusal('not found', 'unable to find DBRP');
    const resource = { type: 'buckets', id: mapping.bucketID, orgID };
    requirePermission(have, { action: 'write', resource });
    if (method === 'DELETE') {
      this.state.mappings.splice(this.state.mappings.indexOf(mapping), 1);
      return { status: 204 };
    }
    if (body['default'] === true) this.state.makeDefault(mapping);
    return { status: 200, data: { content: mapping satisfies Mapping } };
  }

  #findAuthorizations({ url, have }: Call): Answer {
    const orgID = url.searchParams.get('orgID') ?? '';
    const authorizations = this.state.authorizations
      .filter((each) => each.orgID === orgID)
      .filter(({ id }) =>
        allows(have, { action: 'read', resource: { type: 'authorizations', id, orgID } }),
      )
      .map((each) =>
        this.#authorizationView(each, this.#options.hashesTokens === true ? '' : each.token),
      );
    return { status: 200, data: { links: { self: '/api/v2/authorizations' }, authorizations } };
  }

  #deleteAuthorization({ have }: Call, id: string): Answer {
    const { authorizations } = this.state;
    const at = authorizations.findIndex((each) => each.id === id);
    const { orgID } = authorizations[at] ?? {};
    if (orgID === undefined) throw new Refusal('not found', 'authorization not found');
    requirePermission(have, { action: 'write', resource: { type: 'authorizations', id, orgID } });
    authorizations.splice(at, 1);
    return { status: 204 };
  }

  #authorizationView(authorization: Authorization, token: string) {
    const { id, orgID, status, description, permissions } = authorization;
    const org = this.state.orgs.get(orgID);
    const user = { userID: '0a1b2c3d0000ffff', user: 'admin' };
    return { id, token, status, description, orgID, org, ...user, permissions, links: {} };
  }
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
  readonly have: readonly Permission[];
}

interface Answer {
  readonly status: number;
  readonly data?: unknown;
}

/** Whoever reads the organisation reads its system buckets. */
function mayRead(have: readonly Permission[], { type, id, orgID }: Bucket): boolean {
  return type === 'system'
    ? allows(have, { action: 'read', resource: { type: 'orgs', id: orgID } })
    : allows(have, { action: 'read', resource: { type: 'buckets', id, orgID } });
}

function orgView(id: string, name: string) {
  return { links: { self: `/api/v2/orgs/${id}` }, id, name, description: '' };
}

function bucketView({ everySeconds, shardGroupDurationSeconds, points: _, ...bucket }: Bucket) {
  const rule = { type: 'expire', everySeconds, shardGroupDurationSeconds };
  return {
    ...bucket,
    retentionRules: [rule],
    links: { self: `/api/v2/buckets/${bucket.id}` },
    labels: [],
  };
}

import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { Text } from '../../core/words/language.ts';
import { influxRefusal } from './influx-refusal.ts';
import { type JsonAnswer, type JsonRequest, requestJson } from './json-request.ts';

const organisationSchema = z.object({ id: z.string(), name: z.string() });
const bucketSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().optional(),
  retentionRules: z.array(z.object({ everySeconds: z.number() })),
});
const mappingSchema = z.object({
  id: z.string(),
  database: z.string(),
  retention_policy: z.string(),
  default: z.boolean(),
  /** InfluxDB's own, made up from a bucket's name; absent before 2.3. */
  virtual: z.boolean().optional(),
  bucketID: z.string(),
});
const authorizationSchema = z.object({
  id: z.string(),
  /** Empty or REDACTED where the server keeps only a hash, as 2.9 does by default. */
  token: z.string().optional(),
  status: z.string(),
  description: z.string().default(''),
  permissions: z.array(
    z.object({
      action: z.string(),
      resource: z.object({ type: z.string(), id: z.string().optional() }),
    }),
  ),
});

export type ApiBucket = z.output<typeof bucketSchema>;
export type ApiMapping = z.output<typeof mappingSchema>;
export type ApiAuthorization = z.output<typeof authorizationSchema>;

export interface ApiPermission {
  readonly action: 'read' | 'write';
  readonly bucketId: string;
}

/** Largest page that InfluxDB gives. */
const PAGE = 100;

/**
 * The parts of the HTTP API of InfluxDB 2.x that a setup needs. Every method rejects with `setup_failed`
 * where the server refuses, with `outgoing_failed` where it does not answer.
 */
export class InfluxApi {
  readonly #outgoing: Outgoing;
  readonly #url: string;
  readonly #token: string;

  constructor(
    outgoing: Outgoing,
    { url, token }: { readonly url: string; readonly token: string },
  ) {
    this.#outgoing = outgoing;
    this.#url = url;
    this.#token = token;
  }

  /** Id of the organisation; null where there is none that the token may see. */
  async organisation(name: string): Promise<string | null> {
    const path = `/api/v2/orgs?${new URLSearchParams({ org: name })}`;
    const answer = await this.#ask({ path });
    if (answer.statusCode === 404 && isNotFoundOfName(answer)) return null;
    const what = { ja: `組織 ${name} を調べる`, en: `looking up the organisation ${name}` };
    const { orgs } = accepted(answer, 200, z.object({ orgs: z.array(organisationSchema) }), what);
    return orgs.find((each) => each.name === name)?.id ?? null;
  }

  async createOrganisation(name: string): Promise<string> {
    const answer = await this.#ask({ path: '/api/v2/orgs', method: 'POST', body: { name } });
    return accepted(answer, 201, organisationSchema, {
      ja: `組織 ${name} がないので作る（組織名は設定の store.influx.org）`,
      en: `making the organisation ${name}, which is not there (its name is store.influx.org)`,
    }).id;
  }

  /**
   * Those of the organisation that the token reads. Pages are cut before others are left out, so a token
   * that does not read all of them needs to know how many there are at least.
   */
  async buckets(orgId: string, atLeast = 0): Promise<readonly ApiBucket[]> {
    const what = { ja: 'バケットの一覧を取る', en: 'listing the buckets' };
    const all: ApiBucket[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const page = { orgID: orgId, limit: String(PAGE), offset: String(offset) };
      const answer = await this.#ask({ path: `/api/v2/buckets?${new URLSearchParams(page)}` });
      const { buckets } = accepted(answer, 200, z.object({ buckets: z.array(bucketSchema) }), what);
      all.push(...buckets);
      if (buckets.length < PAGE && offset + PAGE >= atLeast) return all;
    }
  }

  async createBucket(orgId: string, name: string, everySeconds: number): Promise<string> {
    const body = { orgID: orgId, name, retentionRules: [retentionRule(everySeconds)] };
    const answer = await this.#ask({ path: '/api/v2/buckets', method: 'POST', body });
    const what = { ja: `バケット ${name} を作る`, en: `making the bucket ${name}` };
    return accepted(answer, 201, bucketSchema, what).id;
  }

  async updateRetention({ id, name }: ApiBucket, everySeconds: number): Promise<void> {
    const body = { retentionRules: [retentionRule(everySeconds)] };
    const answer = await this.#ask({ path: `/api/v2/buckets/${id}`, method: 'PATCH', body });
    const what = {
      ja: `バケット ${name} の保存期間を変える`,
      en: `changing the retention of the bucket ${name}`,
    };
    accepted(answer, 200, bucketSchema, what);
  }

  /** Those that were made; InfluxDB's own are left out. */
  async mappings(orgId: string): Promise<readonly ApiMapping[]> {
    const answer = await this.#ask({
      path: `/api/v2/dbrps?${new URLSearchParams({ orgID: orgId })}`,
    });
    const what = { ja: 'DBRP の一覧を取る', en: 'listing the DBRP mappings' };
    const { content } = accepted(answer, 200, z.object({ content: z.array(mappingSchema) }), what);
    return content.filter(({ virtual }) => virtual !== true);
  }

  /** Database and retention policy of InfluxQL for a bucket; the policy is the database's default. */
  async createMapping(
    orgId: string,
    { database, policy, bucketId }: { database: string; policy: string; bucketId: string },
  ): Promise<void> {
    const body = {
      orgID: orgId,
      bucketID: bucketId,
      database,
      retention_policy: policy,
      default: true,
    };
    const answer = await this.#ask({ path: '/api/v2/dbrps', method: 'POST', body });
    accepted(answer, 201, mappingSchema, mappingText(database));
  }

  async makeMappingDefault(orgId: string, { id, database }: ApiMapping): Promise<void> {
    const path = `/api/v2/dbrps/${id}?${new URLSearchParams({ orgID: orgId })}`;
    const answer = await this.#ask({ path, method: 'PATCH', body: { default: true } });
    accepted(answer, 200, z.unknown(), mappingText(database));
  }

  async deleteMapping(orgId: string, { id, database }: ApiMapping): Promise<void> {
    const path = `/api/v2/dbrps/${id}?${new URLSearchParams({ orgID: orgId })}`;
    accepted(await this.#ask({ path, method: 'DELETE' }), 204, z.unknown(), mappingText(database));
  }

  async authorizations(orgId: string): Promise<readonly ApiAuthorization[]> {
    const path = `/api/v2/authorizations?${new URLSearchParams({ orgID: orgId })}`;
    const schema = z.object({ authorizations: z.array(authorizationSchema) });
    const what = { ja: 'トークンの一覧を取る', en: 'listing the tokens' };
    return accepted(await this.#ask({ path }), 200, schema, what).authorizations;
  }

  /** The text of the new token, which InfluxDB may never tell again. */
  async createAuthorization(
    orgId: string,
    description: string,
    permissions: readonly ApiPermission[],
  ): Promise<string> {
    const body = {
      orgID: orgId,
      description,
      permissions: permissions.map(({ action, bucketId }) => ({
        action,
        resource: { type: 'buckets', id: bucketId, orgID: orgId },
      })),
    };
    const answer = await this.#ask({ path: '/api/v2/authorizations', method: 'POST', body });
    const schema = authorizationSchema.extend({ token: z.string().min(1) });
    return accepted(answer, 201, schema, tokenText(description)).token;
  }

  async deleteAuthorization({ id, description }: ApiAuthorization): Promise<void> {
    const answer = await this.#ask({ path: `/api/v2/authorizations/${id}`, method: 'DELETE' });
    accepted(answer, 204, z.unknown(), tokenText(description));
  }

  #ask(request: Pick<JsonRequest, 'path' | 'method' | 'body'>): Promise<JsonAnswer> {
    const authorization = `Token ${this.#token}`;
    const whole = { program: 'InfluxDB', base: this.#url, authorization, ...request };
    return requestJson(this.#outgoing, whole);
  }
}

/** The shard groups are as long as InfluxDB itself makes them for that retention. */
function retentionRule(everySeconds: number) {
  const day = 86_400;
  const long = everySeconds >= 180 * day ? 7 * day : day;
  const shardGroupDurationSeconds = everySeconds >= 2 * day ? long : 3600;
  return { type: 'expire', everySeconds, shardGroupDurationSeconds };
}

function accepted<T>(answer: JsonAnswer, statusCode: number, schema: z.ZodType<T>, what: Text): T {
  if (answer.statusCode !== statusCode) throw influxRefusal(what, answer);
  const parsed = schema.safeParse(answer.data);
  if (parsed.success) return parsed.data;
  throw new AppError('setup_failed', {
    ja: `InfluxDB: ${what.ja}: 応答の形が InfluxDB 2.x のものではありません`,
    en: `InfluxDB: ${what.en}: the answer is not of the shape that InfluxDB 2.x gives`,
  });
}

/** Other 404 say that there is no such API. */
function isNotFoundOfName({ data }: JsonAnswer): boolean {
  const shape = z.object({ code: z.literal('not found'), message: z.string() });
  return /organization name/.test(shape.safeParse(data).data?.message ?? '');
}

function mappingText(database: string): Text {
  return { ja: `${database} の DBRP を設定する`, en: `setting up the DBRP mapping of ${database}` };
}

function tokenText(description: string): Text {
  return { ja: `トークン「${description}」`, en: `the token “${description}”` };
}

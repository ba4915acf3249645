import {
  allows,
  type Permission,
  permissionText,
  Refusal,
  requirePermission,
} from './influx-v2-permissions.ts';

export interface Bucket {
  id: string;
  orgID: string;
  type: 'user' | 'system';
  name: string;
  everySeconds: number;
  shardGroupDurationSeconds: number;
  /** Written so far. */
  points: number;
}

export interface Mapping {
  id: string;
  orgID: string;
  bucketID: string;
  database: string;
  retention_policy: string;
  default: boolean;
  virtual: boolean;
}

export interface Authorization {
  id: string;
  orgID: string;
  token: string;
  status: 'active' | 'inactive';
  description: string;
  permissions: readonly Permission[];
}

type Input = Readonly<Record<string, unknown>>;

/** What an InfluxDB 2.x knows of itself, with the checks that its services make. */
export class InfluxV2State {
  readonly orgs = new Map<string, string>();
  readonly buckets: Bucket[] = [];
  readonly mappings: Mapping[] = [];
  readonly authorizations: Authorization[] = [];
  #last = 0x0a1b2c3d00000000n;

  newId(): string {
    this.#last += 0x1000n;
    return this.#last.toString(16).padStart(16, '0');
  }

  addOrg(name: string): string {
    if ([...this.orgs.values()].includes(name)) {
      throw new Refusal('conflict', `organization with name ${name} already exists`);
    }
    const id = this.newId();
    this.orgs.set(id, name);
    const system = { orgID: id, shardGroupDurationSeconds: 86_400, points: 0 };
    for (const [bucket, days] of [['_monitoring', 7] as const, ['_tasks', 3] as const]) {
      const own = { id: this.newId(), name: bucket, everySeconds: days * 86_400 };
      this.buckets.push({ ...system, ...own, type: 'system' });
    }
    return id;
  }

  deleteOrg(id: string): void {
    this.orgs.delete(id);
    removeOf(this.buckets, id);
    removeOf(this.mappings, id);
    removeOf(this.authorizations, id);
  }

  addBucket(input: Input, have: readonly Permission[]): Bucket {
    const { orgID, name, retentionRules } = input;
    if (typeof orgID !== 'string') {
      throw new Refusal('invalid', 'organization id must be provided');
    }
    if (typeof name !== 'string' || name === '') throw new Refusal('invalid', 'name is empty');
    requirePermission(have, { action: 'write', resource: { type: 'buckets', orgID } });
    if (name.startsWith('_')) {
      const text = `bucket name ${name} is invalid. Buckets may not start with underscore`;
      throw new Refusal('invalid', text);
    }
    if (this.buckets.some((each) => each.orgID === orgID && each.name === name)) {
      throw new Refusal('conflict', `bucket with name ${name} already exists`);
    }
    const bucket: Bucket = {
      ...{ id: this.newId(), orgID, type: 'user', name },
      ...{ everySeconds: 0, shardGroupDurationSeconds: 604_800, points: 0 },
    };
    applyRetention(bucket, retentionRules);
    this.buckets.push(bucket);
    return bucket;
  }

  updateBucket(id: string, { retentionRules }: Input, have: readonly Permission[]): Bucket {
    const bucket = this.buckets.find((each) => each.id === id);
    if (bucket === undefined) throw new Refusal('not found', 'bucket not found');
    const { orgID } = bucket;
    requirePermission(have, { action: 'write', resource: { type: 'buckets', id, orgID } });
    applyRetention(bucket, retentionRules);
    return bucket;
  }

  /** Cut into pages in the order of names first; then what may not be read is left out. */
  listBuckets(orgID: string, page: { limit: number; offset: number; after: string | null }) {
    const all = this.buckets
      .filter((each) => each.orgID === orgID)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const from = page.after === null ? 0 : all.findIndex(({ id }) => id === page.after) + 1;
    return all.slice(from + page.offset, from + page.offset + page.limit);
  }

  /** Every bucket without a mapping of its own has a virtual one, of its name. */
  listMappings(orgID: string): readonly Mapping[] {
    const made = this.mappings.filter((each) => each.orgID === orgID);
    const virtual = this.buckets
      .filter((each) => each.orgID === orgID)
      .map((bucket): Mapping => {
        const [database = '', policy] = bucket.name.split('/');
        const isTaken = made.some((each) => each.database === database && each.default);
        return {
          ...{ id: bucket.id, orgID, bucketID: bucket.id, database, virtual: true },
          ...{ retention_policy: policy ?? 'autogen', default: policy === undefined && !isTaken },
        };
      })
      .filter((each) => !made.some((other) => samePlace(each, other)));
    return [...made, ...virtual];
  }

  addMapping(input: Input, have: readonly Permission[]): Mapping {
    const { orgID, bucketID, database, retention_policy: policy } = input;
    const bucket = this.buckets.find(({ id }) => id === bucketID);
    if (bucket === undefined) throw new Refusal('invalid', `invalid bucket ID "${bucketID}"`);
    if (typeof orgID !== 'string' || typeof database !== 'string' || typeof policy !== 'string') {
      throw new Refusal('invalid', "either 'org' or 'orgID' must be provided");
    }
    requirePermission(have, {
      action: 'write',
      resource: { type: 'buckets', id: bucket.id, orgID },
    });
    const place = { orgID, database, retention_policy: policy };
    if (this.mappings.some((each) => samePlace(each, place))) {
      throw new Refusal('conflict', 'another DBRP mapping with same orgID, db, and rp exists');
    }
    const isFirst = !this.mappings.some(
      (each) => each.orgID === orgID && each.database === database,
    );
    const mapping: Mapping = {
      ...{ id: this.newId(), bucketID: bucket.id, ...place, virtual: false, default: false },
    };
    this.mappings.push(mapping);
    if (isFirst || input['default'] === true) this.makeDefault(mapping);
    return mapping;
  }

  makeDefault(mapping: Mapping): void {
    for (const each of this.mappings) {
      if (each.orgID === mapping.orgID && each.database === mapping.database) each.default = false;
    }
    mapping.default = true;
  }

  addAuthorization(input: Input, have: readonly Permission[]): Authorization {
    const { orgID, description, permissions } = input;
    if (!Array.isArray(permissions) || permissions.length === 0) {
      throw new Refusal('invalid', 'authorization must include permissions');
    }
    if (typeof orgID !== 'string') throw new Refusal('invalid', 'org id required');
    const wanted: readonly Permission[] = permissions;
    requirePermission(have, { action: 'write', resource: { type: 'authorizations', orgID } });
    for (const each of wanted) {
      if (allows(have, each)) continue;
      const text = permissionText(each);
      throw new Refusal('forbidden', `permission ${text} is not allowed: ${text} is unauthorized`);
    }
    const made: Authorization = {
      ...{ id: this.newId(), orgID, status: 'active', permissions: wanted },
      token: `${crypto.randomUUID().replaceAll('-', '')}${crypto.randomUUID()}==`,
      description: typeof description === 'string' ? description : '',
    };
    this.authorizations.push(made);
    return made;
  }
}

function removeOf<T extends { readonly orgID: string }>(list: T[], orgID: string): void {
  const kept = list.filter((each) => each.orgID !== orgID);
  list.splice(0, list.length, ...kept);
}

function samePlace(
  a: Pick<Mapping, 'orgID' | 'database' | 'retention_policy'>,
  b: Pick<Mapping, 'orgID' | 'database' | 'retention_policy'>,
): boolean {
  return (
    a.orgID === b.orgID && a.database === b.database && a.retention_policy === b.retention_policy
  );
}

/** Guarantee of the cast: it is what a client sent, and every field is looked at. */
function applyRetention(bucket: Bucket, rules: unknown): void {
  if (!Array.isArray(rules) || rules.length === 0) return;
  if (rules.length > 1) {
    const text = 'buckets cannot have more than one retention rule at this time';
    throw new Refusal('unprocessable entity', text);
  }
  const rule = rules[0] as { everySeconds?: number; shardGroupDurationSeconds?: number };
  const every = rule.everySeconds ?? bucket.everySeconds;
  if (every < 0) throw new Refusal('unprocessable entity', 'expiration seconds cannot be negative');
  if (every > 0 && every < 3600) {
    throw new Refusal('internal error', 'retention policy duration must be at least 1h0m0s');
  }
  const shard = rule.shardGroupDurationSeconds ?? bucket.shardGroupDurationSeconds;
  if (every > 0 && every < shard) {
    const text =
      'shard-group duration must also be updated to be smaller than new retention duration';
    throw new Refusal('unprocessable entity', text);
  }
  bucket.everySeconds = every;
  bucket.shardGroupDurationSeconds = shard;
}

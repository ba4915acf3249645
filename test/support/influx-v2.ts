/** Makes and removes buckets that InfluxQL asks under their own names. */
export interface BucketKeeper {
  make(bucket: string): Promise<void>;
  remove(bucket: string): Promise<void>;
}

export interface InfluxV2Access {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly org: string;
}

/** Buckets of a real InfluxDB 2.x, with the mapping by which InfluxQL asks them, through its API. */
export async function openInfluxV2(access: InfluxV2Access): Promise<BucketKeeper> {
  const { orgs } = await call(access, 'GET', `/orgs?org=${encodeURIComponent(access.org)}`);
  const orgID: string = orgs[0].id;
  const made = new Map<string, { readonly bucket: string; readonly mapping: string }>();
  return {
    async make(name) {
      const { id: bucket } = await call(access, 'POST', '/buckets', { orgID, name });
      const mapping = await call(access, 'POST', '/dbrps', {
        orgID,
        bucketID: bucket,
        database: name,
        retention_policy: 'autogen',
        default: true,
      });
      made.set(name, { bucket, mapping: mapping.id });
    },
    async remove(name) {
      const ids = made.get(name);
      if (ids === undefined) throw new Error(`${name} was not made here`);
      await call(access, 'DELETE', `/dbrps/${ids.mapping}?orgID=${orgID}`);
      await call(access, 'DELETE', `/buckets/${ids.bucket}`);
      made.delete(name);
    },
  };
}

async function call({ url, token }: InfluxV2Access, method: string, path: string, body?: object) {
  const answer = await fetch(`${url}/api/v2${path}`, {
    method,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

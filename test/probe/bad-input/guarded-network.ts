import type { ProbeRecord } from '../../../src/core/words/probe-record.ts';
import { createProbe } from '../../../src/probe/probe.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { type OriginServer, startOriginServer } from '../../support/origin-server.ts';
import { probeJob } from '../../support/probe-job.ts';

/** One probe in a network that has public and private servers, as JSON on standard output. */
export interface GuardedProbe {
  readonly name: string;
  readonly record: ProbeRecord;
  /** Connections that this probe made to the private servers, whatever their address. */
  readonly reached: number;
  /** DNS queries that this probe made. */
  readonly queries: number;
}

/** Addresses that this script expects the machine to have. */
export const PUBLIC_V4 = '1.2.3.4';
export const PUBLIC_V6 = '2a00::1';
export const METADATA = '169.254.169.254';
export const PRIVATE_V4 = '10.1.2.3';

/** Where the redirects of the public server lead, by its path; all of it is served. */
const PRIVATE_PLACES = {
  metadata: METADATA,
  loopback: '127.0.0.1',
  mapped: '[::ffff:127.0.0.1]',
  'mapped metadata': '[::ffff:a9fe:a9fe]',
  'loopback of IPv6': '[::1]',
  unspecified: '0.0.0.0',
  'unspecified of IPv6': '[::]',
  'loopback as one number': '2130706433',
  'loopback in hexadecimal': '0x7f.0.0.1',
  'loopback in octal': '0177.0.0.1',
  'loopback, shortened': '127.1',
  localhost: 'localhost',
  'a name of loopback': 'site.localhost',
  'a private address': PRIVATE_V4,
  'a name with a private address': 'private.test',
} as const;

/** Names of the probes, in order. */
export const REDIRECTS: readonly string[] = Object.keys(PRIVATE_PLACES);

/** Addresses of {@link startGuardedWorld}. */
export const GUARDED_ADDRESSES: readonly string[] = [PUBLIC_V4, PUBLIC_V6, METADATA, PRIVATE_V4];

/** Deadline of every probe here, ms. */
export const GUARDED_MS = 2_000;

/** Servers at public and private addresses, and what is probed of them. */
export interface GuardedWorld {
  /** At every address of the machine; nothing of a guarded probe may come here. */
  readonly hidden: OriginServer;
  /** At the public address. */
  readonly open: OriginServer;
  readonly dns: DnsServer;
  readonly places: readonly {
    readonly name: string;
    readonly url: string;
    readonly family: 4 | 6;
  }[];
  close(): Promise<void>;
}

export async function startGuardedWorld(): Promise<GuardedWorld> {
  const hidden = await startOriginServer(() => ({}), { host: '::' });
  const open = await startOriginServer(
    (path) => {
      const place = new Map<string, string>(Object.entries(PRIVATE_PLACES)).get(named(path));
      if (place !== undefined) return to(`http://${place}:${hidden.port}/`);
      return path === '/again' ? to(`http://twice.test:${open.port}/`) : {};
    },
    { host: PUBLIC_V4 },
  );
  const dns = await startDnsServer({
    'public.test': { addresses: [PUBLIC_V4] },
    'private.test': { addresses: [PRIVATE_V4] },
    'rebound.test': { changing: [[PUBLIC_V4], ['127.0.0.1']], again: true },
    'twice.test': { changing: [[PUBLIC_V4], ['127.0.0.1']], again: true },
    'inside.test': { changing: [['127.0.0.1'], [PUBLIC_V4]], again: true },
  });
  const at = (name: string, url: string, family: 4 | 6 = 4) => ({ name, url, family });
  return {
    ...{ hidden, open, dns },
    places: [
      ...REDIRECTS.map((name) => at(name, `http://${PUBLIC_V4}:${open.port}/${name}`)),
      at('public', `http://public.test:${open.port}/`),
      at('private', `http://private.test:${hidden.port}/`),
      at('rebound', `http://rebound.test:${open.port}/`),
      at('inside', `http://inside.test:${open.port}/`),
      at('twice', `http://twice.test:${open.port}/again`),
      at('no route', 'http://[2606:4700::1111]/', 6),
      at('closed over IPv6', `http://[${PUBLIC_V6}]:9/`, 6),
    ],
    async close() {
      await Promise.all([hidden.close(), open.close(), dns.close()]);
    },
  };
}

async function main(): Promise<void> {
  const world = await startGuardedWorld();
  const { hidden, dns } = world;
  const { probe } = createProbe({
    vantage: 'test',
    userAgent: 'Yamabiko-test',
    resolverServers: [dns.address],
    extraCa: [],
  });
  const results: GuardedProbe[] = [];
  for (const { name, url, family } of world.places) {
    const before = { connections: hidden.connections, queries: dns.queries() };
    const job = probeJob(url, { allowPrivate: false, family, timeoutMs: GUARDED_MS });
    results.push({
      name,
      record: await probe(job, new AbortController().signal),
      reached: hidden.connections - before.connections,
      queries: dns.queries() - before.queries,
    });
  }
  process.stdout.write(JSON.stringify(results));
  await world.close();
}

function to(location: string) {
  return { status: 302, headers: { location } };
}

function named(path: string): string {
  return decodeURIComponent(path.slice(1));
}

if (import.meta.main) await main();

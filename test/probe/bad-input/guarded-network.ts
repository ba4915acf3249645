import type { ProbeRecord } from '../../../src/core/words/probe-record.ts';
import { createProbe } from '../../../src/probe/probe.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { startOriginServer } from '../../support/origin-server.ts';
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

async function main(): Promise<void> {
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
    'rebound.test': { changing: [[PUBLIC_V4], ['127.0.0.1']] },
    'twice.test': { changing: [[PUBLIC_V4], ['127.0.0.1']] },
    'inside.test': { changing: [['127.0.0.1'], [PUBLIC_V4]] },
  });
  const { probe } = createProbe({
    vantage: 'test',
    userAgent: 'Yamabiko-test',
    resolverServers: [dns.address],
    extraCa: [],
  });

  const results: GuardedProbe[] = [];
  const look = async (name: string, url: string, family: 4 | 6 = 4) => {
    const before = { connections: hidden.connections, queries: dns.queries() };
    const job = probeJob(url, { allowPrivate: false, family, timeoutMs: 2_000 });
    results.push({
      name,
      record: await probe(job, new AbortController().signal),
      reached: hidden.connections - before.connections,
      queries: dns.queries() - before.queries,
    });
  };

  for (const name of REDIRECTS) await look(name, `http://${PUBLIC_V4}:${open.port}/${name}`);
  await look('public', `http://public.test:${open.port}/`);
  await look('private', `http://private.test:${hidden.port}/`);
  await look('rebound', `http://rebound.test:${open.port}/`);
  await look('inside', `http://inside.test:${open.port}/`);
  await look('twice', `http://twice.test:${open.port}/again`);
  await look('no route', 'http://[2606:4700::1111]/', 6);
  await look('closed over IPv6', `http://[${PUBLIC_V6}]:9/`, 6);
  process.stdout.write(JSON.stringify(results));
  await Promise.all([hidden.close(), open.close(), dns.close()]);
}

function to(location: string) {
  return { status: 302, headers: { location } };
}

function named(path: string): string {
  return decodeURIComponent(path.slice(1));
}

if (import.meta.main) await main();

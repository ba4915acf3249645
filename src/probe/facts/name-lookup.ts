import { Resolver } from 'node:dns/promises';
import { codeOf } from '../../core/errors.ts';
import type { NameFacts } from '../../core/words/name-facts.ts';

/** Looks a host up; rejects with the resolver's error where it does not answer, `ECANCELLED` at the signal. */
export type NameLookup = (host: string, signal: AbortSignal) => Promise<NameFacts>;

/** Of one query, which is sent twice. Nobody waits for it. */
const RESOLVER_OPTIONS = { timeout: 3_000, tries: 2 } as const;

/** Longer chains lead nowhere; resolvers follow 8 to 16. */
const MAX_ALIASES = 8;

/** Answers that say that there is no such record, or no such name; any other failure is the resolver's. */
const NONE: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND', 'EBADNAME']);

/**
 * Looks up CNAME chains and name servers by c-ares, with a channel of its own for each host, so that
 * no probe shares a queue or a learned time-out with it. `servers` as for probes; empty = the system's.
 */
export function createNameLookup(servers: readonly string[]): NameLookup {
  return async (host, signal) => {
    const resolver = new Resolver(RESOLVER_OPTIONS);
    if (servers.length > 0) resolver.setServers(servers);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      return await nameFactsOf(resolver, withoutDot(host), signal);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

async function nameFactsOf(
  resolver: Resolver,
  host: string,
  signal: AbortSignal,
): Promise<NameFacts> {
  const records = { resolver, signal };
  const aliases = await chainFrom(host, records);
  const own = await zoneOf(host, aliases.length > 0, records);
  const zones = new Set<string>();
  for (const [index, alias] of aliases.entries()) {
    const zone = await zoneOf(alias, index < aliases.length - 1, records);
    if (zone !== null && zone.name !== own?.name) zones.add(zone.name);
  }
  return { aliases, aliasZones: [...zones].sort(), nameServers: own?.nameServers ?? [] };
}

interface Records {
  readonly resolver: Resolver;
  readonly signal: AbortSignal;
}

/** The aliases of a name, one query each; a chain that comes back to itself ends there. */
async function chainFrom(host: string, { resolver, signal }: Records): Promise<readonly string[]> {
  const chain = [host];
  while (chain.length <= MAX_ALIASES) {
    signal.throwIfAborted();
    const [next] = await orNone(resolver.resolveCname(chain.at(-1) ?? host));
    if (next === undefined || chain.includes(withoutDot(next))) break;
    chain.push(withoutDot(next));
  }
  return chain.slice(1);
}

interface Zone {
  readonly name: string;
  readonly nameServers: readonly string[];
}

/**
 * The nearest zone at or above a name (RFC 1034 §4.2). An alias is never the top of a zone, and asked
 * for name servers a resolver would follow it, so its parent is asked first. Names of one label are
 * registries', whose name servers everybody shares: null.
 */
async function zoneOf(
  name: string,
  isAlias: boolean,
  { resolver, signal }: Records,
): Promise<Zone | null> {
  const labels = name.split('.');
  for (let from = isAlias ? 1 : 0; from < labels.length - 1; from += 1) {
    signal.throwIfAborted();
    const zone = labels.slice(from).join('.');
    const found = await orNone(resolver.resolveNs(zone));
    if (found.length > 0) return { name: zone, nameServers: found.map(withoutDot).sort() };
  }
  return null;
}

async function orNone(names: Promise<string[]>): Promise<readonly string[]> {
  try {
    return await names;
  } catch (error) {
    if (NONE.has(codeOf(error) ?? '')) return [];
    throw error;
  }
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

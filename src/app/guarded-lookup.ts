import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { hasReachableHost, type Reachability } from '../config/check-addresses.ts';
import { AppError } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';

/** To which addresses a connection may be made at all. */
export interface AddressGuard {
  readonly isReachable: Reachability;
  /** Name servers as `address` or `address:port`; empty = the system's. */
  readonly servers: readonly string[];
}

/** Of one query. */
const RESOLVER_OPTIONS = { timeout: 3_000, tries: 2 } as const;

/**
 * How a socket looks names up: by DNS alone, and it is given no address that the guard refuses, so that
 * what is connected to is what was checked. Fails with `outgoing_failed` where none is left, else with the
 * resolver's error.
 */
export function guardedLookup(guard: AddressGuard): LookupFunction {
  return (hostname, { all }, callback) => {
    addressesOf(hostname, guard).then(
      ([first, ...others]) => {
        if (all === true) callback(null, [first, ...others]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

/** Throws `outgoing_failed` for an address written in the URL that the guard refuses: none is looked up. */
export function requireReachable(url: URL, { isReachable }: AddressGuard): void {
  if (!hasReachableHost(url.href, isReachable)) throw notPublic(url.hostname);
}

interface Found {
  readonly address: string;
  readonly family: Family;
}

async function addressesOf(
  hostname: string,
  { isReachable, servers }: AddressGuard,
): Promise<[Found, ...Found[]]> {
  const resolver = new Resolver(RESOLVER_OPTIONS);
  if (servers.length > 0) resolver.setServers(servers);
  const [v4, v6] = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ]);
  const found: readonly Found[] = [...foundIn(v4, 4), ...foundIn(v6, 6)];
  if (found.length === 0 && v4.status === 'rejected') throw v4.reason;
  const [first, ...others] = found.filter(({ address, family }) => isReachable(address, family));
  if (first === undefined) throw notPublic(hostname);
  return [first, ...others];
}

function foundIn(answer: PromiseSettledResult<readonly string[]>, family: Family): Found[] {
  if (answer.status === 'rejected') return [];
  return answer.value.map((address) => ({ address, family }));
}

function notPublic(hostname: string): AppError {
  return new AppError('outgoing_failed', {
    ja: `${hostname} は公開アドレスを指していません`,
    en: `${hostname} leads to no public address`,
  });
}

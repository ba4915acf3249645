import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { codeOf } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';
import type { Deadline } from './deadline.ts';
import { type Attempted, failed, succeeded } from './failure.ts';
import { monotonicMs, type OpenInstants } from './instants.ts';

/** A query is sent again after 2 s, then 4 s, then given up; the probe's deadline may come first. */
const RESOLVER_OPTIONS = { timeout: 2_000, tries: 3, maxTimeout: 4_000 } as const;

/** Idle resolvers kept; each holds a c-ares channel of a few KiB. */
const MAX_IDLE = 256;

/** An address, and the family it belongs to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: Family;
}

interface LookupContext {
  readonly instants: OpenInstants;
  readonly deadline: Deadline;
}

/**
 * Looks names up by c-ares, one resolver per lookup in flight, so that a server that never answers
 * holds up nobody else's lookup. One A or AAAA query, nothing cached, the first address of the answer.
 */
export class NameResolver {
  readonly #servers: readonly string[];
  readonly #idle: Resolver[] = [];

  /** `servers` as `address` or `address:port`; empty = the system's. */
  constructor(servers: readonly string[]) {
    this.#servers = servers;
  }

  /**
   * Address of a URL's host name. Literals and `localhost` need no lookup and leave the lookup
   * instants null. Fails with `dns` and c-ares' code as detail (`ENOTFOUND`, `ESERVFAIL`).
   */
  async lookup(
    hostname: string,
    family: Family,
    context: LookupContext,
  ): Promise<Attempted<ResolvedAddress>> {
    const known = addressWithoutLookup(hostname, family);
    if (known !== null) return succeeded(known);
    const { instants, deadline } = context;
    const resolver = this.#take();
    deadline.watch(() => resolver.cancel());
    instants.lookupStart = monotonicMs();
    try {
      const addresses = await (family === 4
        ? resolver.resolve4(hostname)
        : resolver.resolve6(hostname));
      const lookupEnd = monotonicMs();
      const [address] = addresses;
      if (deadline.ended !== null) return { failure: deadline.ended };
      if (address === undefined) return failed('dns', 'ENODATA');
      instants.lookupEnd = lookupEnd;
      return succeeded({ address, family });
    } catch (error) {
      if (deadline.ended !== null) return { failure: deadline.ended };
      return failed('dns', codeOf(error));
    } finally {
      deadline.release();
      if (this.#idle.length < MAX_IDLE) this.#idle.push(resolver);
    }
  }

  #take(): Resolver {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const resolver = new Resolver(RESOLVER_OPTIONS);
    if (this.#servers.length > 0) resolver.setServers(this.#servers);
    return resolver;
  }
}

/** Addresses that a host name carries in itself; null = it must be looked up. */
export function addressWithoutLookup(hostname: string, family: Family): ResolvedAddress | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const literal = isIP(bare);
  if (literal === 4 || literal === 6) return { address: bare, family: literal };
  const name = bare.endsWith('.') ? bare.slice(0, -1) : bare;
  if (name !== 'localhost' && !name.endsWith('.localhost')) return null;
  return { address: family === 4 ? '127.0.0.1' : '::1', family };
}

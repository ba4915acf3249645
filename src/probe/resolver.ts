import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { codeOf } from '../core/errors.ts';
import type { Family } from '../core/words/outcome.ts';
import type { Deadline } from './deadline.ts';
import { type Attempted, failed, succeeded } from './failure.ts';
import { monotonicMs, type OpenInstants } from './instants.ts';

/** Patience of glibc's stub: a query is sent again after 5 s; the probe's deadline may come first. */
const RESOLVER_OPTIONS = { timeout: 5_000, tries: 2 } as const;

/**
 * Lookups that one c-ares channel makes before it forgets. From the fourth on it shortens its time-out
 * to what the server took before (1 s at least) and drops the late answer, so that a name that takes
 * 1.2 s would fail (measured with c-ares of Node 26.10; it offers no option).
 */
const MAX_LOOKUPS = 3;

/**
 * What c-ares knows of its servers goes with them. Given others and then its own again it has forgotten,
 * for a seventh of what a new channel costs, which reads the system's files. Nothing is asked of these.
 */
const NO_SERVERS = ['127.0.0.1:9'];

/** Idle channels kept, of a few KiB each. */
const MAX_IDLE = 256;

interface Channel {
  readonly resolver: Resolver;
  lookups: number;
}

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
  readonly #idle: Channel[] = [];

  /**
   * `servers` as `address` or `address:port`; empty = the system's. Throws `ERR_INVALID_IP_ADDRESS`
   * for one that is neither.
   */
  constructor(servers: readonly string[]) {
    this.#servers = servers;
    this.#idle.push(this.#openChannel());
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
    if (deadline.ended !== null) return { failure: deadline.ended };
    const channel = this.#idle.pop() ?? this.#openChannel();
    const { resolver } = channel;
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
      this.#release(channel);
    }
  }

  /** With the system's servers a worn channel goes: the next one reads which they are by then. */
  #release(channel: Channel): void {
    channel.lookups += 1;
    if (this.#idle.length >= MAX_IDLE) return;
    if (channel.lookups >= MAX_LOOKUPS) {
      if (this.#servers.length === 0) return;
      channel.resolver.setServers(NO_SERVERS);
      channel.resolver.setServers(this.#servers);
      channel.lookups = 0;
    }
    this.#idle.push(channel);
  }

  #openChannel(): Channel {
    const resolver = new Resolver(RESOLVER_OPTIONS);
    if (this.#servers.length > 0) resolver.setServers(this.#servers);
    return { resolver, lookups: 0 };
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

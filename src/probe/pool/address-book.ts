import { offsetRatioOf } from '../../core/time/slots.ts';
import type { ProbeRecord, ProbeTarget } from '../../core/words/probe-record.ts';

/** Where a probe goes. */
export interface Place {
  /** Index of the worker. */
  readonly worker: number;
  readonly limitKey: string;
}

/** Where an earlier run last connected to in the first hop of a target. */
export interface KnownAddress {
  readonly target: ProbeTarget;
  readonly address: string;
}

interface Host {
  /** Host name, or host and port where the limits count by host; an IP literal without brackets. */
  readonly name: string;
  readonly byAddress: boolean;
  /** As last connected to, by this run or an earlier one; null before. */
  address: string | null;
  worker: number;
  inFlight: number;
  /** Monotonic ms. */
  usedMs: number;
}

const HOUR_MS = 3_600_000;
/** Hosts unused for this long are forgotten, ms. */
const FORGET_MS = 48 * HOUR_MS;

/**
 * Which worker probes a host, and what its limits count by. Hosts that were last seen at the same
 * address go to the same worker, so that they meet the same limits; a host changes worker only while
 * none of its probes is in flight.
 */
export class AddressBook {
  readonly #workers: number;
  readonly #hosts = new Map<string, Host>();
  readonly #keys = new WeakMap<ProbeTarget, string>();
  #sweptMs = 0;

  constructor(workers: number, known: readonly KnownAddress[] = []) {
    this.#workers = workers;
    for (const { target, address } of known) this.#hostOf(target).address = address;
  }

  /** Every assignment needs one {@link release}. */
  assign(target: ProbeTarget): Place {
    const host = this.#hostOf(target);
    const limitKey = (host.byAddress ? host.address : null) ?? host.name;
    if (host.inFlight === 0) {
      host.worker = Math.floor(offsetRatioOf(limitKey, 4) * this.#workers);
    }
    host.inFlight += 1;
    return { worker: host.worker, limitKey };
  }

  release(target: ProbeTarget, record: ProbeRecord): void {
    const host = this.#hostOf(target);
    host.inFlight -= 1;
    host.address = record.hops[0]?.peerAddress ?? host.address;
  }

  #hostOf(target: ProbeTarget): Host {
    let key = this.#keys.get(target);
    if (key === undefined) {
      key = `${target.limitBy} ${target.family} ${hostNameOf(target)}`;
      this.#keys.set(target, key);
    }
    const nowMs = performance.now();
    let host = this.#hosts.get(key);
    if (host === undefined) {
      if (nowMs - this.#sweptMs > HOUR_MS) this.#sweep(nowMs);
      host = {
        name: hostNameOf(target),
        byAddress: target.limitBy === 'address',
        address: null,
        worker: 0,
        inFlight: 0,
        usedMs: nowMs,
      };
      this.#hosts.set(key, host);
    }
    host.usedMs = nowMs;
    return host;
  }

  #sweep(nowMs: number): void {
    this.#sweptMs = nowMs;
    for (const [key, host] of this.#hosts) {
      if (host.inFlight === 0 && nowMs - host.usedMs > FORGET_MS) this.#hosts.delete(key);
    }
  }
}

function hostNameOf({ url, limitBy }: ProbeTarget): string {
  const { hostname, host, protocol } = new URL(url);
  if (limitBy === 'address') return hostname.replace(/^\[(.*)\]$/, '$1');
  return host === hostname ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host;
}

import { codeOf, messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { offsetRatioOf } from '../../core/time/slots.ts';
import type { NameFacts } from '../../core/words/name-facts.ts';
import type { NameLookup } from './name-lookup.ts';

export interface DailyLookupsParts {
  readonly lookup: NameLookup;
  readonly clock: Clock;
  readonly log: Log;
  /** A host was looked up. */
  onFacts(host: string, facts: NameFacts): void;
}

interface Host {
  /** Epoch ms. */
  dueAt: number;
  /** Lookups that failed one after the other. */
  failures: number;
  isRunning: boolean;
}

const DAY_MS = 86_400_000;
/** Begins of lookups lie this far apart, ms: a host costs about six queries. */
const APART_MS = 500;
/** Lookups in flight: one that gets no answer does not hold up all others. */
const MOST_IN_FLIGHT = 2;
/** A lookup takes this long at most, ms. */
const PATIENCE_MS = 20_000;
/** After a failed lookup, ms; twice as long after each further one, a day at most. */
const FIRST_RETRY_MS = 15 * 60_000;

/**
 * Looks every host up once a day, at a time of day that follows from its name, so that the queries
 * spread; new hosts at once, one after the other. Hosts that several targets share are asked for once.
 */
export class DailyLookups {
  readonly #parts: DailyLookupsParts;
  readonly #hosts = new Map<string, Host>();
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #cancelTimer: () => void = () => {};
  /** Monotonic ms of the last begin. */
  #begunMs = Number.NEGATIVE_INFINITY;

  constructor(parts: DailyLookupsParts) {
    this.#parts = parts;
  }

  /** `hosts` from now on; `knownAt`: epoch ms of what an earlier run looked up, null = nothing. */
  setHosts(hosts: ReadonlySet<string>, knownAt: (host: string) => number | null): void {
    for (const host of this.#hosts.keys()) if (!hosts.has(host)) this.#hosts.delete(host);
    const now = this.#parts.clock.now();
    for (const host of hosts) {
      if (this.#hosts.has(host)) continue;
      const at = knownAt(host);
      // What the clock has not reached yet was written by one that was wrong.
      const dueAt = at === null || at > now ? now : nextDueAt(host, at);
      this.#hosts.set(host, { dueAt, failures: 0, isRunning: false });
    }
    this.#wake();
  }

  /** Cancels what is in flight. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelTimer();
    await Promise.all(this.#running);
  }

  #wake(): void {
    this.#cancelTimer();
    if (this.#closing.signal.aborted || this.#running.size >= MOST_IN_FLIGHT) return;
    const next = this.#next();
    if (next === null) return;
    const { clock } = this.#parts;
    const waitMs = Math.max(
      next.host.dueAt - clock.now(),
      this.#begunMs + APART_MS - clock.monotonicMs(),
    );
    if (waitMs > 0) {
      // A wall clock that is set does not move timers: it is looked at once an hour at least.
      this.#cancelTimer = clock.after(Math.min(waitMs, DAY_MS / 24), () => this.#wake());
      return;
    }
    const run = this.#run(next.name, next.host).finally(() => {
      this.#running.delete(run);
      this.#wake();
    });
    this.#running.add(run);
    this.#wake();
  }

  #next(): { readonly name: string; readonly host: Host } | null {
    let next: { readonly name: string; readonly host: Host } | null = null;
    for (const [name, host] of this.#hosts) {
      if (!host.isRunning && (next === null || host.dueAt < next.host.dueAt)) next = { name, host };
    }
    return next;
  }

  async #run(name: string, host: Host): Promise<void> {
    const { lookup, clock, log, onFacts } = this.#parts;
    host.isRunning = true;
    this.#begunMs = clock.monotonicMs();
    const late = new AbortController();
    const stopWaiting = clock.after(PATIENCE_MS, () => late.abort());
    try {
      const facts = await lookup(name, AbortSignal.any([this.#closing.signal, late.signal]));
      host.failures = 0;
      host.dueAt = nextDueAt(name, clock.now());
      if (this.#hosts.get(name) === host) onFacts(name, facts);
      log.debug('facts.looked_up', { host: name });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      host.failures += 1;
      const waitMs = Math.min(DAY_MS, FIRST_RETRY_MS * 2 ** (host.failures - 1));
      host.dueAt = clock.now() + waitMs;
      const code = codeOf(error) ?? messageOf(error);
      log.debug('facts.lookup_failed', { host: name, code, failures: host.failures });
    } finally {
      stopWaiting();
      host.isRunning = false;
    }
  }
}

/** The host's time of day that comes first at least half a day after `at`, epoch ms. */
function nextDueAt(host: string, at: number): number {
  const ofDayMs = Math.floor(offsetRatioOf(host, 4) * DAY_MS);
  const earliest = at + DAY_MS / 2;
  return Math.ceil((earliest - ofDayMs) / DAY_MS) * DAY_MS + ofDayMs;
}

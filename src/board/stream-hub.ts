import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { changesEventOf } from './outlet.ts';
import type { BoardSources, ChangesQuery } from './sources.ts';

export interface StreamHubOptions {
  readonly sources: Pick<BoardSources, 'changes'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Distance of two looks for changes. */
  readonly tickMs: number;
  /** An event is sent after this time though nothing changed. */
  readonly heartbeatMs: number;
  /** A client that has not read for this time is dropped. */
  readonly stallMs: number;
  readonly maxClients: number;
}

/** Open at once by one account: pages and walls of an office; the others’ are left to others. */
const MOST_OF_ACCOUNT = 16;

/** Whose a stream is. */
export interface StreamOwner {
  /** Id; null = there are no accounts. */
  readonly account: string | null;
  readonly isAdmitted: () => boolean;
  /** Called whenever something is sent to him. */
  readonly looked: () => void;
}

const NOBODY: StreamOwner = { account: null, isAdmitted: () => true, looked: () => {} };

interface Client extends StreamOwner {
  readonly viewer: Viewer;
  readonly query: ChangesQuery;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly disconnect: () => void;
  version: number | null;
  picture: string | null;
  /** Monotonic ms. */
  sentAt: number;
}

/**
 * The open event streams. A client has at most one event waiting: what changes while it does not
 * read is gathered into its next one, and one that reads nothing at all is dropped.
 */
export class StreamHub {
  readonly #options: StreamHubOptions;
  readonly #clients = new Set<Client>();
  #dropped = 0;
  #cancelTick: (() => void) | null = null;

  constructor(options: StreamHubOptions) {
    this.#options = options;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Clients dropped since start because they did not read. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * A stream of events from `query.since` on, as long as he is admitted; null = there are too many
   * already, of all or of his account.
   */
  open(
    viewer: Viewer,
    query: ChangesQuery,
    disconnect: () => void,
    owner: StreamOwner = NOBODY,
  ): ReadableStream<Uint8Array> | null {
    if (this.#clients.size >= this.#options.maxClients || this.#isFull(owner)) return null;
    let client: Client | null = null;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const version = query.since;
        client = {
          viewer,
          query,
          controller,
          disconnect,
          ...owner,
          version,
          picture: null,
          sentAt: this.#now(),
        };
        this.#clients.add(client);
        this.#send(client, true);
        this.#cancelTick ??= this.#options.clock.after(this.#options.tickMs, () => this.#tick());
      },
      cancel: () => {
        if (client) this.#clients.delete(client);
      },
    });
  }

  /** Ends every stream. */
  close(): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
    for (const client of this.#clients) client.controller.close();
    this.#clients.clear();
  }

  /** Ends the streams of who is not admitted any more. */
  recheck(): void {
    for (const client of this.#clients) this.#isOut(client);
  }

  #isFull({ account }: StreamOwner): boolean {
    if (account === null) return false;
    return [...this.#clients].filter((each) => each.account === account).length >= MOST_OF_ACCOUNT;
  }

  #tick(): void {
    const { clock, tickMs } = this.#options;
    for (const client of this.#clients) this.#serve(client);
    this.#cancelTick = this.#clients.size === 0 ? null : clock.after(tickMs, () => this.#tick());
  }

  #isOut(client: Client): boolean {
    if (client.isAdmitted()) return false;
    this.#clients.delete(client);
    client.controller.close();
    return true;
  }

  #serve(client: Client): void {
    if (this.#isOut(client)) return;
    const silentMs = this.#now() - client.sentAt;
    if ((client.controller.desiredSize ?? 0) > 0) {
      this.#send(client, silentMs >= this.#options.heartbeatMs);
    } else if (silentMs > this.#options.stallMs) {
      this.#dropped += 1;
      this.#clients.delete(client);
      this.#options.log.warn('board.client_dropped', { silentMs: Math.round(silentMs) });
      client.disconnect();
    }
  }

  #send(client: Client, heartbeatDue: boolean): void {
    const query = { ...client.query, since: client.version };
    const changes = this.#options.sources.changes(client.viewer, query);
    const event = changesEventOf(changes, { heartbeatDue, picture: client.picture });
    if (event === null) {
      this.#clients.delete(client);
      client.controller.close();
      return;
    }
    client.version = event.version;
    client.picture = event.picture;
    if (event.bytes === null) return;
    client.controller.enqueue(event.bytes);
    client.looked();
    client.sentAt = this.#now();
  }

  #now(): number {
    return this.#options.clock.monotonicMs();
  }
}

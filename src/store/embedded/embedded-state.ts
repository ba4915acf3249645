import { background } from '../../core/background.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { AUDIT_LINES } from '../audit-chain.ts';
import { type RecordText, recordOfText, textOfRecord } from './record-text.ts';
import type { StoreCall, StoreCalls } from './store-calls.ts';
import type { StoreClient } from './store-client.ts';

/** Records that wait for the thread; beyond it the oldest are given up. */
const WAITING_RECORDS = 20_000;

export interface EmbeddedStateOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Records wait this long for a commit of samples to travel with, ms. */
  readonly waitMs: number;
}

/** The main thread's side of the state: gathers records of many calls into one message. */
export class EmbeddedState {
  readonly #client: StoreClient;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #waitMs: number;
  #records: RecordText[] = [];
  #waiter = Promise.withResolvers<void>();
  #sending: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(client: StoreClient, options: EmbeddedStateOptions) {
    this.#client = client;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#waitMs = options.waitMs;
  }

  keep(records: readonly ProbeRecord[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    for (const record of records) this.#records.push(textOfRecord(record));
    const excess = this.#records.length - WAITING_RECORDS;
    if (excess > 0) this.#records.splice(0, excess);
    this.#timer ??= setTimeout(() => this.flush(), this.#waitMs);
    return this.#waiter.promise;
  }

  /** Sends what waits, unless the store has no thread at the moment. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#records.length === 0) return;
    if (this.#client.problem !== null) {
      this.#timer = setTimeout(() => this.flush(), this.#waitMs);
      return;
    }
    const waiter = this.#waiter;
    const ask = { records: this.#records, now: this.#clock.now() };
    this.#records = [];
    this.#waiter = Promise.withResolvers<void>();
    const sent = this.#client.request('keep', ask);
    sent.then(() => waiter.resolve(), waiter.reject);
    this.#sending = Promise.allSettled([this.#sending, sent]);
    background(this.#sending, 'store records', this.#log);
  }

  /** Resolves when every record sent has been answered. */
  async settled(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#sending;
  }

  /** Kept records of a target with those that still wait here, newest first. */
  async records(target: string): Promise<readonly ProbeRecord[]> {
    this.flush();
    const kept = await this.#client.request('records', { target });
    return kept.map(recordOfText);
  }

  /** A call that needs nothing of this side. */
  ask<K extends StoreCall>(call: K, ask: StoreCalls[K]['ask']): Promise<StoreCalls[K]['answer']> {
    return this.#client.request(call, ask);
  }

  mark(name: string): Promise<number | null> {
    return this.#client.request('mark', { name });
  }

  async setMark(name: string, value: number): Promise<void> {
    await this.#client.request('setMark', { name, value });
  }
}

export function stateStoreOf(state: EmbeddedState, close: () => Promise<void>): StateStore {
  return {
    keepRecords: (records) => state.keep(records),
    records: (target) => state.records(target),
    mark: (name) => state.mark(name),
    setMark: (name, value) => state.setMark(name, value),
    appendAudit: (entry) => state.ask('appendAudit', entry),
    auditLines: ({ after = 0, limit = AUDIT_LINES } = {}) =>
      state.ask('auditLines', { after, limit }),
    searchAudit: (search) => state.ask('searchAudit', search),
    stoppedTargets: () => state.ask('stoppedTargets', null),
    stopTarget: async (stopped) => {
      await state.ask('stopTarget', stopped);
    },
    resumeTarget: (target, by) => state.ask('resumeTarget', { target, ...by }),
    close,
  };
}

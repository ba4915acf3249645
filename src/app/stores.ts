import type { Buckets } from '../core/buckets.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { JudgementStore } from '../core/ports/judgement-store.ts';
import type { NoticeStore } from '../core/ports/notice-store.ts';
import type { SaidStore } from '../core/ports/said-store.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { StateStore } from '../core/ports/state-store.ts';
import type { Forgotten } from '../core/words/fan-out.ts';
import type { OpenSpool } from '../store/spool/open-spool.ts';
import type { PlannedRanges } from './buckets/planned-ranges.ts';

/** Where samples wait for InfluxDB, and the names of its buckets. */
export interface InfluxFeed {
  readonly spool: OpenSpool;
  readonly buckets: Buckets;
  /** As far as samples on their way may lie in it. */
  readonly planned: PlannedRanges;
  /** Deletes points that name the target from a bucket; rejects with `store_unavailable`. */
  forget(bucket: string, target: string, what: Forgotten): Promise<void>;
}

/** Where this run keeps what it measures and knows. */
export interface Stores {
  readonly samples: SampleStore;
  readonly state: StateStore;
  readonly judgements: JudgementStore;
  readonly notices: NoticeStore;
  readonly accounts: AccountStore;
  readonly said: SaidStore;
  /** Where samples go to InfluxDB; absent where they do not. */
  readonly influx?: InfluxFeed;
  /** Does at once what the store does by itself every half minute: roll-ups, retention. */
  maintain(): Promise<void>;
  /** Follows the council's zone, which says when fiscal years end. */
  useTimezone(timezone: string): void;
  close(): Promise<void>;
}

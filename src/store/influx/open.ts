import { once } from 'node:events';
import type { Buckets } from '../../core/buckets.ts';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Outgoing } from '../../core/ports/outgoing.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { Forgotten } from '../../core/words/fan-out.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import { DirtyPeriods } from './dirty-periods.ts';
import { forgetTarget } from './forget-target.ts';
import { askInflux } from './influx-query.ts';
import { InfluxSamples } from './influx-samples.ts';
import { RecentKeys } from './recent-keys.ts';
import { RollupUpkeep } from './rollup-upkeep.ts';
import { Rounds } from './rounds.ts';
import type { Spool } from './spool-port.ts';

export interface InfluxSamplesOptions {
  /** Without a trailing slash. */
  readonly url: string;
  /** The token now; null = none is sent. */
  readonly token: () => string | null;
  readonly buckets: Buckets;
  /** Closed with the store. */
  readonly spool: Spool;
  /** Stays open. */
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly log: Log;
  /** Longest silence of the server while it answers, ms; default 30,000. */
  readonly silenceMs?: number;
}

export interface InfluxSampleStore {
  readonly samples: SampleStore;
  /**
   * Writes the roll-ups of what is over. Happens by itself every half minute. Rejects with
   * `store_unavailable` where InfluxDB does not answer.
   */
  maintain(): Promise<void>;
  /** Deletes points that name the target from one bucket; rejects as {@link maintain}. */
  forget(bucket: string, target: string, what: Forgotten): Promise<void>;
  /** As that of the samples. */
  close(): Promise<void>;
}

const SILENCE_MS = 30_000;
const UPKEEP_MS = 30_000;
/** How long a read of roll-ups waits for the comparison with what an earlier run left, ms. */
const READY_MS = 2000;

/**
 * The store in InfluxDB. Opening asks nothing of the server, so a service starts while it is away; the
 * buckets have to be there.
 */
export function openInfluxSamples(options: InfluxSamplesOptions): InfluxSampleStore {
  const { url, token, buckets, spool, outgoing, clock, log } = options;
  const stop = new AbortController();
  const { signal } = stop;
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  const connection = () => ({ url, token: token(), outgoing, signal, silenceMs });
  const source = {
    ask: (bucket: string, query: string) => askInflux(connection(), bucket, query),
    buckets,
    dirty: new DirtyPeriods(),
  };
  const drained = (bucket: string, waitMs: number) =>
    Promise.race([spool.drained(bucket, waitMs), stopped(signal).then(() => false)]);
  const appendPoints = (points: readonly StoredPoint[]) => spool.appendPoints(points);
  const upkeep = new RollupUpkeep({
    ...source,
    spool: { drained, appendPoints },
    unsentSince: unsentSince(spool),
  });
  const rounds = new Rounds({ pauseMs: UPKEEP_MS, clock, log, run: () => upkeep.run(clock.now()) });
  let closing: Promise<void> | null = null;
  const closeAll = async () => {
    stop.abort();
    await rounds.stop();
    await spool.close();
  };
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  const parts = {
    ...source,
    spool,
    recent: new RecentKeys(),
    ready: () => compared(upkeep, { clock, log }),
    close,
  };
  return {
    samples: new InfluxSamples(parts),
    maintain: () => rounds.now(),
    forget: (bucket, target, what) =>
      forgetTarget((query) => source.ask(bucket, query), target, what),
    close,
  };
}

/** Resolves when the roll-ups were compared, or after 2 s; where it fails the next round tries again. */
async function compared(
  upkeep: RollupUpkeep,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  if (upkeep.isCompared) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(READY_MS, resolve);
  const attempt = upkeep.compare(clock.now()).catch((error: unknown) => {
    log.debug('influx.not_compared', { problem: messageOf(error) });
  });
  await Promise.race([attempt, promise]);
  cancel();
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** When the oldest of what the spool holds was written to it, epoch ms; null where it holds none. */
function unsentSince(spool: Spool): number | null {
  const times = spool.status().buckets.flatMap(({ oldestAt }) => oldestAt ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

import type { OutboxStatus } from '../../core/ports/outbox-status.ts';
import type { StoreStatus } from '../../core/ports/sample-store.ts';
import { roundMs } from '../../core/time/phases.ts';
import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import type { SpoolStatus } from '../../core/words/spool-status.ts';
import type { StateDamage } from '../../core/words/state-damage.ts';
import type { HealthDto, OutboxDto } from '../dto/prober.ts';
import { spoolSumOf } from './spool.ts';

/** The service about itself, gathered by the composition root. */
export interface ServiceFigures {
  readonly probing: ProbingFigures;
  readonly store: StoreStatus;
  /** null where the state file was never found damaged. */
  readonly stateDamage: StateDamage | null;
  /** null where samples do not go to InfluxDB. */
  readonly spool: SpoolStatus | null;
  readonly outbox: OutboxStatus;
  /** Rejections of background work since start. */
  readonly backgroundFailures: number;
  readonly process: ProcessFigures;
}

/** Counters since start; percentiles over the last 5 min, null before the first. */
export interface ProbingFigures {
  readonly due: number;
  readonly done: number;
  readonly missed: number;
  /** Start of a probe minus its slot. */
  readonly lateP99Ms: number | null;
  readonly loopDelayP99Ms: number | null;
  readonly inFlight: number;
  readonly workers: number;
  /** Workers that died and were replaced. */
  readonly workersReplaced: number;
}

export interface ProcessFigures {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  /** User and system time since start. */
  readonly cpuMs: number;
}

/** `/healthz`: a fixed shape that monitors rely on. */
export function healthOf(
  { probing, store, spool, outbox, stateDamage }: ServiceFigures,
  { doubt, now }: { readonly doubt: ProberDoubt | null; readonly now: number },
): HealthDto {
  const sums = spool === null ? null : spoolSumOf(spool, now);
  const stands = store.status !== 'ok' || (sums?.troubled ?? 0) > 0;
  const sending = outboxOf(outbox, now);
  const isStuck = sending.away.length > 0 || sending.problem !== null;
  const troubled = stands || isStuck || probing.workers === 0 || doubt !== null;
  return {
    status: troubled ? 'degraded' : 'ok',
    doubt,
    probing: {
      due: probing.due,
      done: probing.done,
      missed: probing.missed,
      lateP99Ms: rounded(probing.lateP99Ms),
      loopDelayP99Ms: rounded(probing.loopDelayP99Ms),
    },
    store: {
      status: store.status,
      pending: store.pending,
      dropped: store.dropped,
      spool: sums,
      stateDamage,
    },
    outbox: sending,
  };
}

function outboxOf({ waiting, oldestAt, kinds, problem }: OutboxStatus, now: number): OutboxDto {
  return {
    waiting,
    oldestMs: oldestAt === null ? null : Math.max(0, now - oldestAt),
    sent: kinds.reduce((sum, { sent }) => sum + sent, 0),
    dead: kinds.reduce((sum, { dead }) => sum + dead, 0),
    away: kinds.filter(({ isAway }) => isAway).map(({ kind }) => kind),
    problem,
  };
}

function rounded(valueMs: number | null): number | null {
  return valueMs === null ? null : roundMs(valueMs);
}

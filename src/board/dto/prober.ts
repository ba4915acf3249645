/** What the API's `data` holds about the prober itself; as in `../dto.ts`. */
import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import type { ContactKind } from '../../core/words/recipient.ts';
import type { StateDamage } from '../../core/words/state-damage.ts';
import type { CouncilDto, CountsDto, DayCellDto } from '../dto.ts';
import type { SpoolDto, SpoolSumDto } from './spool.ts';

/** Counters since start, percentiles over the last 5 min. */
export interface HealthDto {
  /** `degraded`: the store does not write, notices do not leave, no worker probes, or a doubt. */
  readonly status: 'ok' | 'degraded';
  /** The prober itself may be to blame for what it finds; null = no doubt. */
  readonly doubt: ProberDoubt | null;
  readonly probing: {
    readonly due: number;
    readonly done: number;
    readonly missed: number;
    readonly lateP99Ms: number | null;
    readonly loopDelayP99Ms: number | null;
  };
  readonly store: {
    readonly status: 'ok' | 'waiting' | 'closed';
    readonly pending: number;
    readonly dropped: number;
    /** On the way to InfluxDB; null where samples do not go there. */
    readonly spool: SpoolSumDto | null;
    /** The newest damage of the state file; null where there was none. */
    readonly stateDamage: StateDamage | null;
  };
  readonly outbox: OutboxDto;
}

/** Notices on their way; counters since start. */
export interface OutboxDto {
  readonly waiting: number;
  /** Age of the one that waits the longest, ms; null = nothing waits. */
  readonly oldestMs: number | null;
  readonly sent: number;
  /** Refused for good or given up. */
  readonly dead: number;
  /** Kinds of contacts that nothing reaches just now. */
  readonly away: readonly ContactKind[];
  /** Why results could not be kept or new notices not be read; null = they can. */
  readonly problem: string | null;
}

/** How the prober, its store and the board do; the marking of the answer is the operator's. */
export interface ProberDto {
  readonly council: CouncilDto;
  readonly status: HealthDto['status'];
  readonly doubt: HealthDto['doubt'];
  /** Start of the service. */
  readonly startedAt: number;
  readonly counts: CountsDto;
  readonly probing: HealthDto['probing'] & {
    readonly inFlight: number;
    /** Most probes in flight at one time. */
    readonly maxInFlight: number;
    readonly workers: number;
    /** Workers that died and were replaced since start. */
    readonly workersReplaced: number;
    /** First attempts since start that are not to be trusted. */
    readonly suspect: number;
    readonly confirmations: number;
  };
  readonly store: HealthDto['store'] & {
    /** Samples lost with a damaged file, since the store was made. */
    readonly lost: number;
    /** The last failure while it does not write. */
    readonly problem: string | null;
  };
  readonly outbox: OutboxDto;
  /** Samples on the way to InfluxDB, by bucket; null where they do not go there. */
  readonly spool: SpoolDto | null;
  /** null where the store keeps nothing on a disk. */
  readonly disk: DiskDto | null;
  readonly process: {
    readonly residentBytes: number;
    /** User and system time since start. */
    readonly cpuMs: number;
    /** Background work that failed since start. */
    readonly backgroundFailures: number;
  };
  readonly board: { readonly clients: number; readonly clientsDropped: number };
  /** null where the configuration cannot change while it runs. */
  readonly reload: ReloadStatus | null;
  /** Stretches of the last 24 hours in which nothing was measured. */
  readonly gaps: readonly GapDto[];
  /** Samples of the whole council by the hour, as in a sector. */
  readonly day: readonly DayCellDto[];
}

export interface DiskDto {
  /** Of all stored files. */
  readonly dataBytes: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Half open [from, to). */
export interface GapDto {
  readonly from: number;
  readonly to: number;
  /** Slots in it. */
  readonly slots: number;
}

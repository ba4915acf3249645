import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import type { Gap } from '../../core/words/sample.ts';
import type { DiskDto, ProberDto } from '../dto/prober.ts';
import type { ConditionDto, CountsDto, DayCellDto } from '../dto.ts';
import { CELLS } from '../hour-counts.ts';
import type { Live } from '../live.ts';
import type { BoardStatus } from '../sources.ts';
import { healthOf, type ServiceFigures } from './health.ts';
import { councilOf } from './overview.ts';
import { spoolOf } from './spool.ts';

export interface ProberInput {
  readonly figures: ServiceFigures;
  readonly counts: CountsDto;
  readonly condition: ConditionDto;
  readonly board: BoardStatus;
  readonly reload: ReloadStatus | null;
  readonly disk: DiskDto | null;
  /** Of the last 24 hours. */
  readonly gaps: readonly Gap[];
  readonly now: number;
}

/** How the prober, its store and the board do. */
export function proberOf(live: Live, input: ProberInput): ProberDto {
  const { figures, counts, condition, board, reload, disk, gaps, now } = input;
  const { inFlight, workers, workersReplaced } = figures.probing;
  const { residentBytes, cpuMs, startedAt } = figures.process;
  const { suspect, confirmations } = live.tally;
  const { maxInFlight } = live.config.probing;
  const health = healthOf(figures, { doubt: condition.doubt, now });
  return {
    council: councilOf(live.config, condition),
    status: health.status,
    doubt: health.doubt,
    startedAt,
    counts,
    probing: {
      ...health.probing,
      inFlight,
      maxInFlight,
      workers,
      workersReplaced,
      suspect,
      confirmations,
    },
    store: { ...health.store, lost: figures.store.lost, problem: figures.store.problem },
    outbox: health.outbox,
    spool: figures.spool === null ? null : spoolOf(figures.spool, now),
    disk,
    process: { residentBytes, cpuMs, backgroundFailures: figures.backgroundFailures },
    board: { clients: board.clients, clientsDropped: board.clientsDropped },
    reload,
    gaps: gaps.map(({ from, to, slots }) => ({ from, to, slots })),
    day: dayOf(live, now),
  };
}

function dayOf(live: Live, now: number): readonly DayCellDto[] {
  const days = live.config.sectors.map(({ id }) => live.day.dayOf(id, now));
  return Array.from({ length: CELLS }, (_, place) => {
    const cells = days.flatMap((day) => day[place] ?? []);
    const sum = (kind: Exclude<keyof DayCellDto, 'at'>) =>
      cells.reduce((total, cell) => total + cell[kind], 0);
    const at = cells[0]?.at ?? 0;
    return {
      at,
      success: sum('success'),
      failure: sum('failure'),
      suspect: sum('suspect'),
      missed: sum('missed'),
    };
  });
}

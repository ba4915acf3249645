import type { ReloadStatus } from '../../core/ports/reload-status.ts';
import { PHASES } from '../../core/words/outcome.ts';
import type { CountsDto } from '../dto.ts';
import type { MetricFamily, MetricValue } from '../exposition.ts';
import { DURATION_BOUNDS, type ProbeTally } from '../probe-tally.ts';
import type { BoardStatus } from '../sources.ts';
import type { ServiceFigures } from './health.ts';
import { outboxFamilies } from './outbox.ts';
import { spoolFamilies } from './spool.ts';

export interface MetricsInput {
  readonly tally: ProbeTally;
  readonly counts: CountsDto;
  readonly figures: ServiceFigures;
  readonly board: BoardStatus;
  /** Every site is a practice site. */
  readonly practice: boolean;
  /** null = the configuration cannot change while the service runs. */
  readonly reload: ReloadStatus | null;
  /** Epoch ms. */
  readonly now: number;
}

/** `/metrics`: base units, prefix `yamabiko_`; nothing that names a target. */
export function metricsOf(input: MetricsInput): readonly MetricFamily[] {
  return [
    gauge(
      'yamabiko_practice',
      '1: PRACTICE data (模擬データ), no real organisation is measured; 0: real sites.',
      input.practice ? 1 : 0,
    ),
    ...probeFamilies(input.tally),
    ...targetFamilies(input.counts),
    ...slotFamilies(input.figures),
    ...storeFamilies(input.figures),
    ...spoolFamilies(input.figures.spool, input.now),
    ...outboxFamilies(input.figures.outbox, input.now),
    ...boardFamilies(input.board),
    ...reloadFamilies(input.reload),
    ...processFamilies(input.figures),
  ];
}

function probeFamilies(tally: ProbeTally): readonly MetricFamily[] {
  const phases = PHASES.map((phase) => ({ labels: { phase }, ...tally.phases[phase] }));
  return [
    {
      name: 'yamabiko_probes_total',
      help: 'First attempts since start by outcome and reason, slots not used included.',
      type: 'counter',
      values: [...tally.byOutcome].map(([key, value]) => {
        const [outcome = '', reason = ''] = key.split('/');
        return { labels: { outcome, reason }, value };
      }),
    },
    counter('yamabiko_confirmations_total', 'Second attempts since start.', tally.confirmations),
    counter('yamabiko_suspect_samples_total', 'Samples not to be trusted.', tally.suspect),
    {
      name: 'yamabiko_probe_duration_seconds',
      help: 'Duration of first attempts over all targets.',
      type: 'histogram',
      series: (['success', 'failure'] as const).map((outcome) => ({
        labels: { outcome },
        bounds: DURATION_BOUNDS,
        ...tally.durations[outcome],
      })),
    },
    {
      name: 'yamabiko_probe_phase_seconds_total',
      help: 'Time spent in each phase of first attempts.',
      type: 'counter',
      values: phases.map(({ labels, seconds }) => ({ labels, value: seconds })),
    },
    {
      name: 'yamabiko_probe_phases_total',
      help: 'First attempts in which the phase was completed.',
      type: 'counter',
      values: phases.map(({ labels, count }) => ({ labels, value: count })),
    },
  ];
}

function targetFamilies(counts: CountsDto): readonly MetricFamily[] {
  const { success, failure, blocked, suspect, missed, waiting, maintenance, stopped } = counts;
  const byOutcome = { success, failure, blocked, suspect, missed, waiting, maintenance, stopped };
  return [
    {
      name: 'yamabiko_targets',
      help: 'Targets by what their newest sample says; suspect: a failure that judges nothing.',
      type: 'gauge',
      values: Object.entries(byOutcome).map(([outcome, value]) => ({ labels: { outcome }, value })),
    },
    gauge('yamabiko_stale_targets', 'Targets whose newest sample is too old.', counts.stale),
  ];
}

function slotFamilies({ probing }: ServiceFigures): readonly MetricFamily[] {
  return [
    counter('yamabiko_slots_due_total', 'Slots that came due.', probing.due),
    counter('yamabiko_slots_done_total', 'Slots used by a probe that ended.', probing.done),
    counter('yamabiko_slots_missed_total', 'Slots not used.', probing.missed),
    {
      name: 'yamabiko_slot_lateness_seconds',
      help: 'Start of a probe minus its slot, over the last 5 minutes.',
      type: 'gauge',
      values: p99(probing.lateP99Ms),
    },
    {
      name: 'yamabiko_worker_loop_delay_seconds',
      help: 'Lateness of the timers of the probe workers, over the last 5 minutes.',
      type: 'gauge',
      values: p99(probing.loopDelayP99Ms),
    },
    gauge('yamabiko_probes_in_flight', 'Probes running now.', probing.inFlight),
    gauge('yamabiko_workers', 'Probe worker threads.', probing.workers),
    counter(
      'yamabiko_workers_replaced_total',
      'Probe workers that died and were replaced.',
      probing.workersReplaced,
    ),
  ];
}

function storeFamilies({ store }: ServiceFigures): readonly MetricFamily[] {
  return [
    {
      name: 'yamabiko_store_status',
      help: '1 for the condition the store is in.',
      type: 'gauge',
      values: (['ok', 'waiting', 'closed'] as const).map((status) => ({
        labels: { status },
        value: store.status === status ? 1 : 0,
      })),
    },
    gauge('yamabiko_store_pending_samples', 'Samples not yet committed.', store.pending),
    counter('yamabiko_store_dropped_samples_total', 'Samples given up.', store.dropped),
    gauge('yamabiko_store_lost_samples', 'Samples lost with damaged files.', store.lost),
  ];
}

function boardFamilies(board: BoardStatus): readonly MetricFamily[] {
  return [
    gauge('yamabiko_board_clients', 'Open event streams.', board.clients),
    counter(
      'yamabiko_board_clients_dropped_total',
      'Event streams ended because the client did not read.',
      board.clientsDropped,
    ),
    {
      name: 'yamabiko_board_requests_total',
      help: 'Requests answered by class of status.',
      type: 'counter',
      values: Object.entries(board.requests).map(([status, value]) => ({
        labels: { status },
        value,
      })),
    },
  ];
}

function reloadFamilies(reload: ReloadStatus | null): readonly MetricFamily[] {
  if (reload === null) return [];
  return [
    gauge(
      'yamabiko_config_loaded_timestamp_seconds',
      'Unix time at which the configuration in force was taken.',
      reload.loadedAt / 1000,
    ),
    gauge(
      'yamabiko_config_reload_refused',
      '1: the newest change of the configuration was refused; 0: what the files say is in force.',
      reload.refused === null ? 0 : 1,
    ),
  ];
}

function processFamilies(figures: ServiceFigures): readonly MetricFamily[] {
  const { process } = figures;
  return [
    counter(
      'yamabiko_background_failures_total',
      'Background work that failed.',
      figures.backgroundFailures,
    ),
    counter('yamabiko_process_cpu_seconds_total', 'CPU time used.', process.cpuMs / 1000),
    gauge('yamabiko_process_resident_memory_bytes', 'Resident memory.', process.residentBytes),
    gauge('yamabiko_process_heap_bytes', 'JavaScript heap in use.', process.heapUsedBytes),
    gauge('yamabiko_process_start_time_seconds', 'Unix time.', process.startedAt / 1000),
  ];
}

function counter(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'counter', values: [{ value }] };
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', values: [{ value }] };
}

function p99(valueMs: number | null): readonly MetricValue[] {
  return valueMs === null ? [] : [{ labels: { quantile: '0.99' }, value: valueMs / 1000 }];
}

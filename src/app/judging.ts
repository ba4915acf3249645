import type { Config } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { Log } from '../core/ports/log.ts';
import type { Incident } from '../core/words/incident.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import { doubtedSample } from '../judge/doubted-sample.ts';
import type { Judge } from '../judge/judge.ts';
import { type JudgedCouncil, judgedCouncilOf } from '../judge/judged-council.ts';
import { openJudge } from '../judge/open-judge.ts';
import { firingsOf } from '../schedule/firings.ts';
import { maintenanceBookOf } from '../schedule/maintenance/maintenance-book.ts';
import { patientScan } from './patient-scan.ts';
import type { CouncilInForce } from './reload/council-in-force.ts';
import type { Stores } from './stores.ts';

export interface JudgingParts {
  readonly council: CouncilInForce;
  readonly stores: Stores;
  readonly facts: FactsBook;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of incidents that were opened or changed, after they are kept. */
  readonly onIncidents: (incidents: readonly Incident[]) => void;
}

/** A store elsewhere that does not answer for so long is away, ms. */
const PATIENCE_MS = 10_000;

/** Judging as an earlier run left it. Rejects with `store_unavailable`. */
export async function startJudging(parts: JudgingParts): Promise<Judge> {
  const { council, stores, facts, clock, log, onIncidents } = parts;
  return await openJudge({
    store: stores.judgements,
    samples:
      stores.influx === undefined ? stores.samples : patientScan(stores.samples, PATIENCE_MS),
    council: judgedNow(council),
    maintenanceOf: maintenanceBookOf(council.today).maintenanceOf,
    ...{ facts, clock, log, onIncidents },
  });
}

/** Takes what is in force now. */
export function followCouncil(judge: Judge, council: CouncilInForce): void {
  judge.useMaintenance(maintenanceBookOf(council.today).maintenanceOf);
  judge.setCouncil(judgedNow(council));
}

function judgedNow({ today, stopped }: CouncilInForce): JudgedCouncil {
  return judgedOn(today, (target) => stopped.has(target));
}

/** Who is judged, and by what, under the configuration of a day. */
export function judgedOn(today: Config, isStopped: (target: string) => boolean): JudgedCouncil {
  const { timezone } = today.council;
  const intervals = new Map<string, number>();
  return judgedCouncilOf({
    config: today,
    isStopped,
    intervalOf(schedule) {
      const known = intervals.get(schedule) ?? firingsOf(schedule, timezone).smallestGapMs;
      intervals.set(schedule, known);
      return known;
    },
  });
}

/** A record as it is to be kept, as {@link doubtedSample} has its sample. */
export function markDoubted(record: ProbeRecord, isDoubted: boolean): ProbeRecord {
  const sample = doubtedSample(record.sample, isDoubted);
  return sample === record.sample ? record : { ...record, sample };
}

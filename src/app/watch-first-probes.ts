import type { Log } from '../core/ports/log.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { FirstProbesDoubt } from '../core/words/prober-doubt.ts';
import { createFirstProbes } from '../probe/first-probes.ts';

export interface FirstProbesWatch {
  /** The record as it is to be kept. */
  take(record: ProbeRecord): ProbeRecord;
  doubt(): FirstProbesDoubt | null;
}

/** The first probes of a run, with a line in the log when doubt in the prober begins and when it ends. */
export function watchFirstProbes(
  startedAt: number,
  series: () => number,
  log: Log,
): FirstProbesWatch {
  const first = createFirstProbes(startedAt);
  let doubted = false;
  const doubt = (): FirstProbesDoubt | null => first.doubt(series());
  return {
    doubt,
    take(made) {
      const record = first.take(made);
      const now = doubt();
      if (now !== null && !doubted) log.warn('probe.first_probes_failed', { series: now.series });
      if (now === null && doubted) log.info('probe.first_probes_answered');
      doubted = now !== null;
      return record;
    },
  };
}

import type { ProbeJob } from '../../core/ports/prober.ts';
import { missedSample } from '../../core/words/missed-sample.ts';
import type { MissedCause } from '../../core/words/outcome.ts';
import type { ProbeRecord, SharedFacts } from '../../core/words/probe-record.ts';

const NO_FACTS: SharedFacts = Object.freeze({
  network: null,
  certificateIssuer: null,
  certificateFingerprint: null,
  serverFamily: null,
  viaFamily: null,
});

export interface Loss {
  readonly vantage: string;
  readonly cause: MissedCause;
  /** Our own error's text, null where there is none. */
  readonly detail: string | null;
}

/** The record of a job that was not probed, or whose probe was lost. */
export function lostRecord({ target, scheduledAt, attempt }: ProbeJob, loss: Loss): ProbeRecord {
  const { vantage, cause, detail } = loss;
  return {
    sample: missedSample({ target, vantage, scheduledAt, attempt, cause }),
    hops: [],
    certificate: null,
    facts: NO_FACTS,
    detail,
  };
}

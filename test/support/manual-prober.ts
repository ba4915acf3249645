import type { Clock } from '../../src/core/ports/clock.ts';
import type { ProbeJob, Prober, ProberStatus } from '../../src/core/ports/prober.ts';
import { missedSample } from '../../src/core/words/missed-sample.ts';
import type { ProbeRecord, ProbeTarget } from '../../src/core/words/probe-record.ts';
import { NO_PHASES, type Sample } from '../../src/core/words/sample.ts';

/** What a job's probe shall end in: after how long, and what differs from a plain success. */
export type Answer = (job: ProbeJob) => {
  readonly afterMs: number;
  readonly sample?: Partial<Sample>;
};

/** A prober whose probes take as long, by the clock it is given, as the test says. */
export class ManualProber implements Prober {
  /** Every job asked for, in order, with the wall clock at the time. */
  readonly jobs: (ProbeJob & { readonly at: number })[] = [];
  readonly #clock: Clock;
  readonly #answer: Answer;
  #inFlight = 0;

  constructor(clock: Clock, answer: Answer) {
    this.#clock = clock;
    this.#answer = answer;
  }

  probe(job: ProbeJob): Promise<ProbeRecord> {
    this.jobs.push({ ...job, at: this.#clock.now() });
    this.#inFlight += 1;
    const startedAt = this.#clock.now();
    const { afterMs, sample } = this.#answer(job);
    return new Promise((resolve) => {
      this.#clock.after(afterMs, () => {
        this.#inFlight -= 1;
        resolve(recordOf(job, { startedAt, totalMs: afterMs, ...sample }));
      });
    });
  }

  status(): ProberStatus {
    return { workers: 1, replaced: 0, inFlight: this.#inFlight, loopDelayP99Ms: null };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** A plain success of the job but for `differs`. */
export function recordOf(job: ProbeJob, differs: Partial<Sample>): ProbeRecord {
  const { target, scheduledAt, attempt } = job;
  const unused = missedSample({ target, vantage: 'tokyo', scheduledAt, attempt, cause: 'late' });
  return {
    sample: {
      ...unused,
      outcome: 'success',
      reason: null,
      blame: null,
      statusCode: 200,
      phases: { ...NO_PHASES, other: 1 },
      queueMs: 0,
      loopDelayMs: 0,
      hops: 1,
      ...differs,
    },
    hops: [],
    certificate: null,
    facts: {
      network: null,
      certificateIssuer: null,
      certificateFingerprint: null,
      serverFamily: null,
      viaFamily: null,
    },
    detail: null,
  };
}

export function probeTarget(id: string, differs: Partial<ProbeTarget> = {}): ProbeTarget {
  return {
    id,
    member: `${id}-member`,
    sector: 'gas',
    url: `https://${id}.example/`,
    family: 4,
    timeoutMs: 10_000,
    expect: { status: null, text: null },
    bodyLimitBytes: 262_144,
    http: 'auto',
    allowPrivate: false,
    limitBy: 'address',
    ...differs,
  };
}

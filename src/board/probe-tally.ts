import { type Outcome, PHASES, type Phase } from '../core/words/outcome.ts';
import type { Sample } from '../core/words/sample.ts';

/** Upper bounds of the duration histogram, seconds. */
export const DURATION_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
] as const;

/** Probes since start, over all targets: confirmations counted apart, so that nothing is counted twice. */
export class ProbeTally {
  /** Probes by `outcome/reason`, the reason empty on success; first attempts. */
  readonly byOutcome = new Map<string, number>([['success/', 0]]);
  confirmations = 0;
  suspect = 0;
  /** Probes per bound, one more for those above all; by outcome of those that ran. */
  readonly durations: Readonly<Record<'success' | 'failure', Duration>> = {
    success: emptyDuration(),
    failure: emptyDuration(),
  };
  /** Seconds spent in each phase, and how many probes had it. */
  readonly phases: Readonly<Record<Phase, { seconds: number; count: number }>> = {
    dns: { seconds: 0, count: 0 },
    connect: { seconds: 0, count: 0 },
    tls: { seconds: 0, count: 0 },
    send: { seconds: 0, count: 0 },
    wait: { seconds: 0, count: 0 },
    transfer: { seconds: 0, count: 0 },
    other: { seconds: 0, count: 0 },
  };

  count(sample: Sample): void {
    if (sample.attempt !== 1) {
      this.confirmations += 1;
      return;
    }
    const key = `${sample.outcome}/${sample.reason ?? ''}`;
    this.byOutcome.set(key, (this.byOutcome.get(key) ?? 0) + 1);
    if (sample.validity === 'suspect') this.suspect += 1;
    if (sample.totalMs !== null) this.#time(sample.outcome, sample.totalMs / 1000);
    for (const phase of PHASES) {
      const durationMs = sample.phases[phase];
      if (durationMs === null) continue;
      this.phases[phase].seconds += durationMs / 1000;
      this.phases[phase].count += 1;
    }
  }

  #time(outcome: Outcome, seconds: number): void {
    if (outcome === 'missed') return;
    const duration = this.durations[outcome];
    const above = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
    const index = above === -1 ? DURATION_BOUNDS.length : above;
    duration.counts[index] = (duration.counts[index] ?? 0) + 1;
    duration.sum += seconds;
  }
}

export interface Duration {
  readonly counts: number[];
  sum: number;
}

function emptyDuration(): Duration {
  return { counts: new Array<number>(DURATION_BOUNDS.length + 1).fill(0), sum: 0 };
}

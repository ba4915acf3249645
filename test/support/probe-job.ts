import type { ProbeJob } from '../../src/core/ports/prober.ts';
import type { ProbeTarget } from '../../src/core/words/probe-record.ts';

/** A job for one URL on this machine; what a test does not care for has the shipped defaults. */
export function probeJob(url: string, target: Partial<ProbeTarget> = {}): ProbeJob {
  return {
    scheduledAt: Date.now(),
    attempt: 1,
    target: {
      id: 'site',
      member: 'member',
      sector: 'sector',
      url,
      family: 4,
      timeoutMs: 5_000,
      expect: { status: null, text: null },
      bodyLimitBytes: 262_144,
      http: 'auto',
      allowPrivate: true,
      limitBy: 'host',
      ...target,
    },
  };
}

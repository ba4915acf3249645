import type { ProbeRecord, ProbeTarget } from '../../src/core/words/probe-record.ts';
import { createProbe, type ProbeSettings } from '../../src/probe/probe.ts';
import { probeJob } from '../support/probe-job.ts';

type Measure = (url: string, target?: Partial<ProbeTarget>) => Promise<ProbeRecord>;

/** A probe of its own for a test: measures one URL, never cancelled. */
export function openProbe(settings: Partial<ProbeSettings> = {}): Measure {
  const { probe } = createProbe({
    vantage: 'here',
    userAgent: 'yamabiko-test (+https://council.test/about)',
    resolverServers: [],
    extraCa: [],
    ...settings,
  });
  return (url, target) => probe(probeJob(url, target), new AbortController().signal);
}

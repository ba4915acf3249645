import { createProbe } from '../../src/probe/probe.ts';
import { probeJob } from '../support/probe-job.ts';

/** Probes the URLs given, one after another, and prints `[reason, blame, detail]` of each as JSON. */
const { probe } = createProbe({
  vantage: 'test',
  userAgent: 'Yamabiko-test',
  resolverServers: [],
  extraCa: [],
});
const ends: unknown[] = [];
for (const url of process.argv.slice(2)) {
  const { sample, detail } = await probe(probeJob(url), new AbortController().signal);
  ends.push([sample.reason, sample.blame, detail]);
}
process.stdout.write(JSON.stringify(ends));

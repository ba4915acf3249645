import { readFileSync } from 'node:fs';
import type { Probe } from '../../src/core/ports/prober.ts';
import { createProbe } from '../../src/probe/probe.ts';
import { jobOf } from '../load/job.ts';
import { type LoadSpec, probesOf } from '../load/load.ts';
import { pace } from '../load/pace.ts';
import { answerParent } from '../process/answer-parent.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { Measured, SubjectRun } from './measured.ts';
import { failureOfRecord, measuredOfRecord } from './measured-of-record.ts';

/** Our probe function alone, in this process's only thread: what the pool adds is the difference. */
const place = JSON.parse(process.env['TRUTH_PLACE'] ?? '{}') as TruthPlace;
const probe: Probe = createProbe({
  vantage: 'bench',
  userAgent: 'yamabiko bench',
  resolverServers: [`${place.dns.address}:${place.dns.port}`],
  extraCa: [readFileSync(place.caFile, 'utf8')],
}).probe;
const signal = new AbortController().signal;

async function run(spec: LoadSpec): Promise<SubjectRun> {
  const probes = probesOf(spec);
  const measured: Measured[] = [];
  let failure: string | null = null;
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  await pace(probes, async (item, scheduledAt) => {
    const record = await probe(jobOf(item, { spec, place, scheduledAt }), signal);
    failure ??= failureOfRecord(record);
    measured.push(measuredOfRecord(item.command.id, record));
  });
  const cpu = process.cpuUsage(cpuFrom);
  const elapsedMs = performance.now() - from;
  return { measured, cpuMs: (cpu.user + cpu.system) / 1000, elapsedMs, failure };
}

answerParent({ run });

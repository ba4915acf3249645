import { readFileSync } from 'node:fs';
import { HAND_OVER } from '../../src/app/hand-over.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Prober } from '../../src/core/ports/prober.ts';
import { createProber } from '../../src/probe/pool/prober.ts';
import { jobOf } from '../load/job.ts';
import { type LoadProbe, type LoadSpec, probesOf } from '../load/load.ts';
import { pace } from '../load/pace.ts';
import { answerParent } from '../process/answer-parent.ts';
import type { TruthPlace } from '../truth/truth.ts';
import type { Measured, SubjectRun } from './measured.ts';
import { failureOfRecord, measuredOfRecord } from './measured-of-record.ts';

/** The prober as the service runs it: worker threads, and this thread that hands out the jobs. */
const place = JSON.parse(process.env['TRUTH_PLACE'] ?? '{}') as TruthPlace;
const prober: Prober = await createProber({
  vantage: 'bench',
  userAgent: 'yamabiko bench',
  resolverServers: [`${place.dns.address}:${place.dns.port}`],
  extraCa: [readFileSync(place.caFile, 'utf8')],
  reportEveryMs: HAND_OVER.reportEveryMs,
  workers: Number(process.env['OURS_WORKERS'] ?? 1),
  // Every name of the truth has the one address 127.0.0.1 but is a host of its own.
  perAddressConcurrency: 10_000,
  perAddressStartsPerSecond: 10_000,
  log: noLog,
});

async function run(spec: LoadSpec): Promise<SubjectRun> {
  const probes = probesOf(spec);
  const measured: Measured[] = [];
  let failure: string | null = null;
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  const probe = async (item: LoadProbe, scheduledAt: number): Promise<void> => {
    const record = await prober.probe(jobOf(item, { spec, place, scheduledAt }));
    failure ??= failureOfRecord(record);
    measured.push(measuredOfRecord(item.command.id, record));
  };
  await pace(probes, probe, HAND_OVER.aheadMs);
  const cpu = process.cpuUsage(cpuFrom);
  const elapsedMs = performance.now() - from;
  return { measured, cpuMs: (cpu.user + cpu.system) / 1000, elapsedMs, failure };
}

/** CPU of the process with nothing to do, ms a second. */
async function idle(seconds: number): Promise<number> {
  const cpuFrom = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const cpu = process.cpuUsage(cpuFrom);
  return (cpu.user + cpu.system) / 1000 / seconds;
}

answerParent({ run, idle, close: () => prober.close(1000) });

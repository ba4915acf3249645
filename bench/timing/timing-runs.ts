import type { BenchOptions } from '../bench.ts';
import type { LoadSpec } from '../load/load.ts';
import { busyRatio, machineTime } from '../process/machine-busy.ts';
import type { Subject } from '../subject/subject.ts';
import type { Scheme, Truth } from '../truth/truth.ts';
import { addErrors, noErrors, type PhaseErrors } from './phase-errors.ts';

export const RATES = [72, 300, 800] as const;
export const TIMED_SCHEMES = ['http', 'https', 'h2'] as const satisfies readonly Scheme[];

/** All rounds of one subject under one load. */
export interface TimingCell {
  readonly subject: string;
  readonly perSecond: number;
  readonly scheme: Scheme;
  readonly errors: PhaseErrors;
  probes: number;
  failed: number;
  suspects: number;
  /** The subject's own, one a probe, ms. */
  readonly loopDelaysMs: number[];
  cpuMs: number;
  /** Of all cores, by everybody, each round. */
  readonly busyRatios: number[];
  failure: string | null;
}

const BODY_BYTES = 2048;
const WARM_UP_SECONDS = 3;
const IDS_A_RUN = 1_000_000;

/**
 * Runs every subject under every load, in turn and round by round, so that what the machine does
 * beside falls on all alike; all subjects of a round get the same probes.
 */
export async function runTiming(
  truth: Truth,
  subjects: readonly Subject[],
  options: BenchOptions,
): Promise<readonly TimingCell[]> {
  const rounds = options.quick ? 1 : 2;
  const seconds = options.quick ? 2 : 8;
  const rates = options.quick ? RATES.slice(0, 1) : RATES;
  const cells: TimingCell[] = [];
  let firstId = 1;
  for (const perSecond of rates) {
    for (const subject of subjects) await warmUp(subject, perSecond);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const perSecond of rates) {
      for (const scheme of TIMED_SCHEMES) {
        for (const subject of subjects) {
          if (scheme === 'h2' && !subject.speaksH2) continue;
          const cell = cellOf(cells, { subject: subject.name, perSecond, scheme });
          const spec: LoadSpec = {
            seed: round,
            perSecond,
            seconds,
            schemes: [scheme],
            delays: 'mixed',
            bodyBytes: BODY_BYTES,
            firstId,
            host: subject.resolves ? 'name' : 'address',
          };
          firstId += IDS_A_RUN;
          await runCell(truth, { subject, spec, cell });
          options.say(`round ${round}, ${perSecond}/s ${scheme}, ${subject.name}`);
        }
      }
    }
  }
  return cells;
}

async function warmUp(subject: Subject, perSecond: number): Promise<void> {
  await subject.run({
    seed: 99,
    perSecond,
    seconds: WARM_UP_SECONDS,
    schemes: subject.speaksH2 ? TIMED_SCHEMES : ['http', 'https'],
    delays: 'none',
    bodyBytes: BODY_BYTES,
    firstId: 0,
    host: subject.resolves ? 'name' : 'address',
  });
}

async function runCell(
  truth: Truth,
  run: { readonly subject: Subject; readonly spec: LoadSpec; readonly cell: TimingCell },
): Promise<void> {
  const { subject, spec, cell } = run;
  const machineFrom = machineTime();
  const result = await subject.run(spec);
  cell.busyRatios.push(busyRatio(machineFrom, machineTime()));
  addErrors(cell.errors, result.measured, await truth.take());
  cell.probes += result.measured.length;
  cell.failed += result.measured.filter((each) => !each.ok).length;
  cell.suspects += result.measured.filter((each) => each.suspect).length;
  for (const { loopDelayMs } of result.measured) {
    if (loopDelayMs !== null) cell.loopDelaysMs.push(loopDelayMs);
  }
  cell.cpuMs += result.cpuMs;
  cell.failure ??= result.failure;
}

function cellOf(
  cells: TimingCell[],
  key: Pick<TimingCell, 'subject' | 'perSecond' | 'scheme'>,
): TimingCell {
  const known = cells.find(
    (cell) =>
      cell.subject === key.subject &&
      cell.perSecond === key.perSecond &&
      cell.scheme === key.scheme,
  );
  if (known !== undefined) return known;
  const fresh: TimingCell = {
    ...key,
    errors: noErrors(),
    probes: 0,
    failed: 0,
    suspects: 0,
    loopDelaysMs: [],
    cpuMs: 0,
    busyRatios: [],
    failure: null,
  };
  cells.push(fresh);
  return fresh;
}

import type { BenchOptions } from '../bench.ts';
import type { LoadSpec } from '../load/load.ts';
import { numberText } from '../report/goal.ts';
import { opensslCpuUsPerConnection } from '../subject/openssl-s-time.ts';
import type { Subject } from '../subject/subject.ts';
import type { Scheme, TruthPlace } from '../truth/truth.ts';

export interface CpuLoad {
  readonly scheme: Scheme;
  readonly host: LoadSpec['host'];
  readonly perSecond: number;
}

/** The rate that goals are judged at, and the council's own, at which every probe wakes the process. */
export const BUSY_PER_SECOND = 300;
export const COUNCIL_PER_SECOND = 72;

export const CPU_LOADS: readonly CpuLoad[] = [
  { scheme: 'http', host: 'name', perSecond: BUSY_PER_SECOND },
  { scheme: 'https', host: 'name', perSecond: BUSY_PER_SECOND },
  { scheme: 'h2', host: 'name', perSecond: BUSY_PER_SECOND },
  { scheme: 'http', host: 'address', perSecond: BUSY_PER_SECOND },
  { scheme: 'https', host: 'address', perSecond: BUSY_PER_SECOND },
  { scheme: 'http', host: 'name', perSecond: COUNCIL_PER_SECOND },
  { scheme: 'https', host: 'name', perSecond: COUNCIL_PER_SECOND },
];

export const OPENSSL = 'openssl s_time';

/** CPU of one subject under one load, µs a probe, one value a round. */
export interface CpuCell extends CpuLoad {
  readonly subject: string;
  readonly usPerProbe: number[];
  failed: number;
}

export const CPU_BODY_BYTES = 2048;

/** Every subject under every load it can do, in turn, round by round; the first round warms up. */
export async function runCpu(
  subjects: readonly Subject[],
  place: TruthPlace,
  options: BenchOptions,
): Promise<readonly CpuCell[]> {
  const rounds = options.quick ? 1 : 2;
  const seconds = options.quick ? 1 : 6;
  const cells: CpuCell[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const load of CPU_LOADS) {
      for (const subject of subjects) {
        if (load.scheme === 'h2' && !subject.speaksH2) continue;
        if (load.host === 'name' && !subject.resolves) continue;
        const result = await subject.run({
          ...load,
          seed: round + 1,
          seconds,
          schemes: [load.scheme],
          delays: 'none',
          bodyBytes: CPU_BODY_BYTES,
          firstId: 0,
        });
        const failed = result.measured.filter((each) => !each.ok).length;
        const usPerProbe = (result.cpuMs * 1000) / result.measured.length;
        if (round > 0) addRound(cells, { ...load, subject: subject.name }, { usPerProbe, failed });
      }
    }
    if (round > 0) {
      const usPerProbe = await opensslCpuUsPerConnection(place, {
        seconds,
        bodyBytes: CPU_BODY_BYTES,
      });
      const load = CPU_LOADS.find(({ scheme, host }) => scheme === 'https' && host === 'address');
      if (usPerProbe !== null && load !== undefined) {
        addRound(cells, { ...load, subject: OPENSSL }, { usPerProbe, failed: 0 });
      }
    }
    options.say(`round ${round} of ${rounds}${roundText(cells)}`);
  }
  return cells;
}

/** The cell of a subject under a load; undefined where it did not run. */
export function cpuCell(
  cells: readonly CpuCell[],
  key: CpuLoad & { readonly subject: string },
): CpuCell | undefined {
  return cells.find(
    (cell) =>
      cell.subject === key.subject &&
      cell.scheme === key.scheme &&
      cell.host === key.host &&
      cell.perSecond === key.perSecond,
  );
}

function addRound(
  cells: CpuCell[],
  key: CpuLoad & { readonly subject: string },
  round: { readonly usPerProbe: number; readonly failed: number },
): void {
  let cell = cpuCell(cells, key);
  if (cell === undefined) {
    cell = { ...key, usPerProbe: [], failed: 0 };
    cells.push(cell);
  }
  cell.usPerProbe.push(round.usPerProbe);
  cell.failed += round.failed;
}

function roundText(cells: readonly CpuCell[]): string {
  return cells
    .map(
      (cell) =>
        `\n  ${cell.scheme} ${cell.host} ${cell.perSecond}/s ${cell.subject} ${numberText(cell.usPerProbe.at(-1) ?? null)} µs`,
    )
    .join('');
}

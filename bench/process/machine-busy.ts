import { readFileSync } from 'node:fs';

/** Time all cores spent since boot, ms in steps of 10 (Linux). */
export interface MachineTime {
  readonly busyMs: number;
  readonly allMs: number;
}

export function machineTime(): MachineTime {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  const allTicks = ticks.reduce((sum, each) => sum + each, 0);
  const idleTicks = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return { busyMs: (allTicks - idleTicks) * 10, allMs: allTicks * 10 };
}

/** Share of all cores that was busy in between, whoever used it. */
export function busyRatio(from: MachineTime, to: MachineTime): number {
  return to.allMs === from.allMs ? 0 : (to.busyMs - from.busyMs) / (to.allMs - from.allMs);
}

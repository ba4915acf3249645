import { readFileSync } from 'node:fs';

/** The kernel's clock tick on every Linux that Node runs on, ms. */
const TICK_MS = 10;

/** User and system time of a process since its start, all threads, ms in steps of 10 (Linux). */
export function cpuMsOfProcess(pid: number): number {
  const fields = statFieldsOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** User and system time of the children this process has waited for, ms in steps of 10 (Linux). */
export function cpuMsOfEndedChildren(): number {
  const fields = statFieldsOf('self');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

/** Resident set, bytes (Linux). */
export function residentBytesOfProcess(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

export interface WrittenBytes {
  /** Given to write calls. */
  readonly writeCallBytes: number;
  /** Pages made dirty, which the system brings to the disk. */
  readonly storageBytes: number;
}

/** Bytes a process has written since its start (Linux). */
export function writtenBytesOf(pid: number | 'self'): WrittenBytes {
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return {
    writeCallBytes: Number(/^wchar: (\d+)/m.exec(io)?.[1] ?? 0),
    storageBytes: Number(/^write_bytes: (\d+)/m.exec(io)?.[1] ?? 0),
  };
}

/** Fields of /proc/<pid>/stat from the third on, behind the name in brackets. */
function statFieldsOf(pid: number | 'self'): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

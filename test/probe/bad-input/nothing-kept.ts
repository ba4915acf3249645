import { expect } from 'vitest';
import { type LeakReport, PARTS } from './leak-run.ts';

/** Probes before the first reading. */
export const WARM_UPS = 1_000;
/**
 * What a probe may leave of memory, in the middle one of the parts. Compiled code and caches grow by up
 * to 36 (measured). Of one case alone, among the 6 to 28 of its group, it is a leak of 0.5 to 2 kB a
 * probe that is seen, and of 10 kB where the case costs much CPU and is seldom probed.
 */
export const KEPT_BYTES = 100;
/** The allocator gives back when it likes: runs differ by −35 to +57 MB (measured). */
const RESIDENT_NOISE_BYTES = 100_000_000;

export function expectNoSocketKept(report: LeakReport | undefined, probes: number): void {
  expect(report?.probes).toBe(probes);
  expect(report?.after.resources).toEqual(report?.before.resources);
}

export function expectNoMemoryKept(report: LeakReport | undefined, mostBytes: number): void {
  const { probes = Number.NaN, grownBytes = [] } = report ?? {};
  expect(grownBytes).toHaveLength(PARTS);
  const grown = [...grownBytes].sort((a, b) => a - b)[PARTS >> 1] ?? Number.NaN;
  expect((grown * PARTS) / probes).toBeLessThan(mostBytes);
  const [before, after] = [report?.before.residentBytes, report?.after.residentBytes];
  expect((after ?? Number.NaN) - (before ?? Number.NaN)).toBeLessThan(RESIDENT_NOISE_BYTES);
}

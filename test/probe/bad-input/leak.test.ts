import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCases } from './all-cases.ts';
import { type BadInput, type BadWorld, startBadWorld } from './bad-input.ts';
import { type LeakOrder, type LeakReport, runApart } from './leak-run.ts';

const REPETITIONS = 10_000;
const WARM_UPS = 2_000;
/** Repetitions of a case that costs much CPU; the rest is spread over the others. */
const HEAVY_REPETITIONS = 15;
/** Deadline of the cases that only a deadline ends, ms. */
const TINY_MS = 40;
/** Compiled code and caches grow by some 25 bytes a probe; the smallest leak would be 200. */
const KEPT_BYTES = 150;
/** The allocator gives back when it likes: runs differ by −35 to +57 MB (measured). */
const RESIDENT_NOISE_BYTES = 100_000_000;

describe(`over ${REPETITIONS} probes of bad input`, () => {
  let world: BadWorld;
  let report: LeakReport;

  beforeAll(async () => {
    world = await startBadWorld();
    const cases = Object.values(await allCases(world)).flat();
    report = await runApart({
      resolver: world.dns.address,
      ca: world.certificates.ca,
      targets: spread(cases),
      warmUps: WARM_UPS,
      concurrency: 32,
    });
  }, 600_000);

  afterAll(() => world.close());

  it('meets every reason', () => {
    expect(report.probes).toBe(REPETITIONS);
    expect(Object.keys(report.reasons)).toEqual(
      expect.arrayContaining([
        'success',
        'dns',
        'connect',
        'tls',
        'certificate',
        'timeout',
        'reset',
        'protocol',
        'redirect',
        'body',
        'too_large',
        'refused',
      ]),
    );
    expect(report.reasons['internal']).toBeUndefined();
  });

  it('keeps no socket', () => {
    expect(report.after.resources).toEqual(report.before.resources);
    expect(world.open()).toBe(0);
  });

  it('keeps no memory', () => {
    const { before, after } = report;
    const keptPerProbe = (after.memoryBytes - before.memoryBytes) / REPETITIONS;
    expect(keptPerProbe).toBeLessThan(KEPT_BYTES);
    expect(after.residentBytes - before.residentBytes).toBeLessThan(RESIDENT_NOISE_BYTES);
  });
});

/** Targets in an order that mixes the cases. */
function spread(cases: readonly BadInput[]): LeakOrder['targets'] {
  const total = WARM_UPS + REPETITIONS;
  const heavy = cases.filter((input) => input.heavy === true);
  const light = cases.filter((input) => input.heavy !== true);
  const heavyCount = heavy.length * HEAVY_REPETITIONS;
  const targets = Array.from({ length: total }, (_, index) => {
    const isHeavy =
      Math.floor(((index + 1) * heavyCount) / total) > Math.floor((index * heavyCount) / total);
    const from = isHeavy ? heavy : light;
    return from[index % from.length];
  });
  return targets.filter((input) => input !== undefined).map(toTarget);
}

function toTarget({ url, target, expected }: BadInput): LeakOrder['targets'][number] {
  return { url, ...target, ...(expected.reason === 'timeout' ? { timeoutMs: TINY_MS } : {}) };
}

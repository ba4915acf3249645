import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCases } from './all-cases.ts';
import { type BadInput, type BadWorld, startBadWorld } from './bad-input.ts';
import { type LeakOrder, type LeakReport, runApart } from './leak-run.ts';
import { expectNoMemoryKept, expectNoSocketKept, KEPT_BYTES, WARM_UPS } from './nothing-kept.ts';

const REPETITIONS = 10_000;
/** Each group of cases is probed in a process of its own, so that a leak of one shows there. */
const GROUPS = ['bodies', 'breaks', 'HTTP/2', 'handshakes', 'names', 'redirects'] as const;
const OF_GROUP = Math.ceil(REPETITIONS / GROUPS.length);
/** Repetitions of a case that costs much CPU; the rest is spread over the others. */
const HEAVY_REPETITIONS = 15;
/** Deadline of the cases that only a deadline ends, ms. */
const TINY_MS = 40;
/** Buffers of 64 KiB, which Node takes and gives back as it likes, swing by more (45 to 133 measured). */
const KEPT_BYTES_OF_BODIES = 250;

describe(`over ${REPETITIONS} probes of bad input`, () => {
  let world: BadWorld;
  const reports = new Map<string, LeakReport>();

  beforeAll(async () => {
    world = await startBadWorld();
    const cases = await allCases(world);
    expect(Object.keys(cases).sort()).toEqual([...GROUPS].sort());
    for (const group of GROUPS) {
      const report = await runApart({
        resolver: world.dns.address,
        ca: world.certificates.ca,
        targets: spread(cases[group] ?? []),
        warmUps: WARM_UPS,
        concurrency: 32,
      });
      reports.set(group, report);
    }
  }, 1_800_000);

  afterAll(() => world.close());

  it('meets every reason', () => {
    const reasons = new Set([...reports.values()].flatMap((report) => Object.keys(report.reasons)));
    expect([...reasons]).toEqual(
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
    expect(reasons).not.toContain('internal');
  });

  it('leaves no connection at the servers', () => {
    expect(world.open()).toBe(0);
  });

  it.each(GROUPS)('keeps no socket of %s', (group) => {
    expectNoSocketKept(reports.get(group), OF_GROUP);
  });

  it.each(GROUPS)('keeps no memory of %s', (group) => {
    expectNoMemoryKept(reports.get(group), group === 'bodies' ? KEPT_BYTES_OF_BODIES : KEPT_BYTES);
  });
});

/** Targets in an order that mixes the cases. */
function spread(cases: readonly BadInput[]): LeakOrder['targets'] {
  const total = WARM_UPS + OF_GROUP;
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

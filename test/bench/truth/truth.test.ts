import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadSpec, probesOf } from '../../../bench/load/load.ts';
import type { Measured } from '../../../bench/subject/measured.ts';
import { startRaw } from '../../../bench/subject/raw.ts';
import type { Subject } from '../../../bench/subject/subject.ts';
import type { Produced } from '../../../bench/truth/command.ts';
import { Truth } from '../../../bench/truth/truth.ts';

/** The middle of many: a single reading may come late on either side. */
function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

describe('the truth servers', () => {
  let truth: Truth;
  let raw: Subject;

  beforeAll(async () => {
    truth = await Truth.start();
    raw = await startRaw(truth.place, null);
  });

  afterAll(async () => {
    await raw?.close();
    await truth?.close();
  });

  it('delay each phase by what they say, which is what was commanded', async () => {
    const spec: LoadSpec = {
      seed: 1,
      perSecond: 40,
      seconds: 1,
      schemes: ['http', 'https'],
      delays: 'mixed',
      bodyBytes: 2048,
      firstId: 1,
      host: 'name',
    };
    const { measured, failure } = await raw.run(spec);
    const produced = await truth.take();
    expect(failure).toBeNull();
    expect(measured).toHaveLength(40);
    const differences = (of: (probe: Measured, really: Produced) => number | null) =>
      middle(
        measured.flatMap((probe) => {
          const really = produced.get(probe.id);
          return (really === undefined ? null : of(probe, really)) ?? [];
        }),
      );
    const dnsMs = differences((probe, really) => (probe.dnsMs ?? 0) - (really.dnsMs ?? 0));
    const waitMs = differences((probe, really) => (probe.waitMs ?? 0) - (really.waitMs ?? 0));
    const gapMs = differences((probe, really) => (probe.transferMs ?? 0) - (really.gapMs ?? 0));
    const tlsMs = differences((probe, really) =>
      probe.tlsMs === null ? null : probe.tlsMs - (really.tlsMs ?? 0),
    );
    for (const differenceMs of [dnsMs, waitMs, gapMs, tlsMs]) {
      expect(differenceMs).toBeGreaterThan(-0.5);
      expect(differenceMs).toBeLessThan(50);
    }
    const commandedMs = probesOf(spec).map(
      ({ command }) => (produced.get(command.id)?.waitMs ?? 0) - command.waitMs,
    );
    expect(Math.min(...commandedMs)).toBeGreaterThan(-1.5);
  });

  it('forget what was taken', async () => {
    expect((await truth.take()).size).toBe(0);
  });
});

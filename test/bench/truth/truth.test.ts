import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoadSpec, probesOf } from '../../../bench/load/load.ts';
import type { Measured } from '../../../bench/subject/measured.ts';
import { startRaw } from '../../../bench/subject/raw.ts';
import type { Subject } from '../../../bench/subject/subject.ts';
import type { Produced } from '../../../bench/truth/command.ts';
import { Truth } from '../../../bench/truth/truth.ts';

/** The differences that are looked at, and the longest delay that each is commanded, ms. */
const LONGEST_MS = { dns: 60, tls: 40, wait: 400, gap: 80 } as const;
type Delay = keyof typeof LONGEST_MS;

/** A machine that is busy for this many runs of a second in every one of their longest delays is none to test on. */
const MOST_RUNS = 20;

/** How much longer it was for the client than the server says; null = it was not commanded. */
function differenceOf(delay: Delay, probe: Measured, really: Produced): number | null {
  switch (delay) {
    case 'dns':
      return (probe.dnsMs ?? 0) - (really.dnsMs ?? 0);
    case 'tls':
      return probe.tlsMs === null ? null : probe.tlsMs - (really.tlsMs ?? 0);
    case 'wait':
      return (probe.waitMs ?? 0) - (really.waitMs ?? 0);
    case 'gap':
      return (probe.transferMs ?? 0) - (really.gapMs ?? 0);
  }
}

const isClose = (differenceMs: number): boolean => differenceMs > -0.5 && differenceMs < 20;

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
    const closest = new Map<string, number>();
    const isTold = () =>
      Object.keys(LONGEST_MS).every((delay) => isClose(closest.get(delay) ?? Number.NaN));
    for (let run = 0; run < MOST_RUNS && !isTold(); run += 1) {
      const spec: LoadSpec = {
        seed: 1 + run,
        perSecond: 40,
        seconds: 1,
        schemes: ['http', 'https'],
        delays: 'mixed',
        bodyBytes: 2048,
        firstId: 1 + 40 * run,
        host: 'name',
      };
      const { measured, failure } = await raw.run(spec);
      const produced = await truth.take();
      expect(failure).toBeNull();
      expect(measured).toHaveLength(40);
      for (const { command } of probesOf(spec)) {
        const really = produced.get(command.id);
        const probe = measured.find(({ id }) => id === command.id);
        expect((really?.waitMs ?? 0) - command.waitMs).toBeGreaterThan(-1.5);
        if (really === undefined || probe === undefined) continue;
        for (const delay of ['dns', 'tls', 'wait', 'gap'] as const) {
          if (command[`${delay}Ms`] !== LONGEST_MS[delay]) continue;
          const differenceMs = differenceOf(delay, probe, really);
          if (differenceMs === null) continue;
          const best = closest.get(delay) ?? Number.POSITIVE_INFINITY;
          if (Math.abs(differenceMs) < Math.abs(best)) closest.set(delay, differenceMs);
        }
      }
    }
    // A delay that a server does not tell would be missing from all, whatever else the machine does.
    for (const delay of Object.keys(LONGEST_MS))
      expect(isClose(closest.get(delay) ?? Number.NaN), `${delay} ${closest.get(delay)}`).toBe(
        true,
      );
  });

  it('forget what was taken', async () => {
    expect((await truth.take()).size).toBe(0);
  });
});

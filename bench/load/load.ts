import { hostOfCommand, pathOfCommand, type TruthCommand } from '../truth/command.ts';
import type { Scheme, TruthPlace } from '../truth/truth.ts';
import { oneOf, randomOf } from './random.ts';

/** A stream of probes; the same spec gives the same stream in every process. */
export interface LoadSpec {
  readonly seed: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly schemes: readonly [Scheme, ...Scheme[]];
  /** `none`: every answer comes at once, the bare cost; `mixed`: delays as below. */
  readonly delays: 'none' | 'mixed';
  readonly bodyBytes: number;
  /** First id of the ledger; 0 = nothing is recorded. */
  readonly firstId: number;
  /** `name` is looked up in the truth's DNS, `address` is 127.0.0.1. */
  readonly host: 'name' | 'address';
}

export interface LoadProbe {
  /** From the start of the run, ms. */
  readonly atMs: number;
  readonly scheme: Scheme;
  readonly command: TruthCommand;
}

const DNS_DELAYS_MS = [0, 5, 25, 60] as const;
const TLS_DELAYS_MS = [0, 10, 40] as const;
const WAITS_MS = [5, 20, 50, 100, 200, 400] as const;
const GAPS_MS = [0, 10, 30, 80] as const;

/**
 * The probes of a spec in order of time. Starts are uniform over the run, as a hash of target ids
 * spreads them, so they clump as a Poisson stream does.
 */
export function probesOf(spec: LoadSpec): readonly LoadProbe[] {
  const random = randomOf(spec.seed);
  const count = Math.round(spec.perSecond * spec.seconds);
  const starts = Array.from({ length: count }, () => random() * spec.seconds * 1000);
  starts.sort((a, b) => a - b);
  return starts.map((atMs, index) => {
    const id = spec.firstId === 0 ? 0 : spec.firstId + index;
    const pick = (delays: readonly [number, ...number[]]) =>
      spec.delays === 'none' ? 0 : oneOf(delays, random);
    const scheme = oneOf(spec.schemes, random);
    const command: TruthCommand = {
      id,
      dnsMs: pick(DNS_DELAYS_MS),
      tlsMs: pick(TLS_DELAYS_MS),
      waitMs: pick(WAITS_MS),
      gapMs: pick(GAPS_MS),
      bodyBytes: spec.bodyBytes,
    };
    return { atMs, scheme, command };
  });
}

/** The URL that makes the truth servers do what the probe commands. */
export function urlOf(probe: LoadProbe, host: LoadSpec['host'], place: TruthPlace): string {
  const name = host === 'name' ? hostOfCommand(probe.command) : '127.0.0.1';
  const scheme = probe.scheme === 'http' ? 'http' : 'https';
  return `${scheme}://${name}:${place.ports[probe.scheme]}${pathOfCommand(probe.command)}`;
}

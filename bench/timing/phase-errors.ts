import type { Measured } from '../subject/measured.ts';
import type { Produced } from '../truth/command.ts';

export const TIMED_PHASES = ['dns', 'tls', 'wait', 'transfer'] as const;
export type TimedPhase = (typeof TIMED_PHASES)[number];

/** |measured − produced| of every probe that ended well, ms, in no order. */
export type PhaseErrors = Record<TimedPhase, number[]>;

export function noErrors(): PhaseErrors {
  return { dns: [], tls: [], wait: [], transfer: [] };
}

/**
 * Adds the errors of one run. A delay that the servers did not record was not commanded, so 0 was
 * produced. `tls` holds the handshake's own work on both sides beside the delay.
 */
export function addErrors(
  errors: PhaseErrors,
  measured: readonly Measured[],
  produced: ReadonlyMap<number, Produced>,
): void {
  for (const probe of measured) {
    const truth = produced.get(probe.id);
    if (!probe.ok || truth === undefined) continue;
    addError(errors.dns, probe.dnsMs, truth.dnsMs);
    addError(errors.tls, probe.tlsMs, truth.tlsMs);
    addError(errors.wait, probe.waitMs, truth.waitMs);
    addError(errors.transfer, probe.transferMs, truth.gapMs);
  }
}

function addError(errors: number[], measuredMs: number | null, producedMs: number | null): void {
  if (measuredMs !== null) errors.push(Math.abs(measuredMs - (producedMs ?? 0)));
}

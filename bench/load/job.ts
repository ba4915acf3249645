import { DEFAULTS } from '../../src/config/defaults.ts';
import type { ProbeJob } from '../../src/core/ports/prober.ts';
import type { TruthPlace } from '../truth/truth.ts';
import { type LoadProbe, type LoadSpec, urlOf } from './load.ts';

/** As long as the peer's module allows, so that both see the same failures. */
const TIMEOUT_MS = 15_000;

/** The probe of a load as the scheduler would hand it to the prober; `scheduledAt`: epoch ms. */
export function jobOf(
  probe: LoadProbe,
  { spec, place, scheduledAt }: { spec: LoadSpec; place: TruthPlace; scheduledAt: number },
): ProbeJob {
  return {
    target: {
      id: `target-${probe.command.id}`,
      member: 'member',
      sector: 'sector',
      url: urlOf(probe, spec.host, place),
      family: 4,
      timeoutMs: TIMEOUT_MS,
      expect: { status: null, text: null },
      bodyLimitBytes: DEFAULTS.bodyLimitBytes,
      http: 'auto',
      allowPrivate: true,
      limitBy: 'host',
    },
    scheduledAt,
    attempt: 1,
  };
}

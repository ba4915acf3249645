import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { Practice } from '../practice/practice.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { beginDrill, type DrillRun } from './drill/drill-run.ts';
import { markDoubted } from './judging.ts';
import type { Known } from './known.ts';
import { type Measuring, startMeasuring } from './measuring.ts';
import type { Telling } from './notices/telling.ts';
import type { Stores } from './stores.ts';

interface MeasuringContext {
  /** PEM certificates trusted by probes beside the bundled and the system's roots. */
  readonly extraCa: readonly string[];
  readonly drill?: DrillRun;
  /** null where the targets are public. */
  readonly practice: Practice | null;
  readonly stores: Stores;
  readonly telling: Telling;
  readonly log: Log;
}

/** Measures what is known, for all who take samples; it ends together with what is being sent. */
export async function measureKnown(
  { opened: { council }, live, newest, facts, judging, meter }: Known,
  { practice, extraCa, drill, stores, telling, log }: MeasuringContext,
  starting: AsyncDisposableStack,
): Promise<Measuring> {
  const measuring = await startMeasuring({
    ...reachedBy(practice, { config: council.today, extraCa }),
    ...{ log, stores, newest },
    targets: council.series(),
    times: drill === undefined ? null : beginDrill(drill, systemClock.now()),
    enrich: (record) => markDoubted(facts.observe(record), judging.ownNetwork() !== null),
    onSample(sample) {
      judging.observe(sample);
      live.observe(sample);
      meter.count(sample);
      telling.observe(sample);
    },
  });
  // Both may wait for others to answer, and the whole service ends within 5 s.
  starting.defer(async () => {
    await Promise.all([measuring.close(), telling.close()]);
  });
  return measuring;
}

interface Reached {
  readonly config: Config;
  readonly extraCa: readonly string[];
}

/** How probes find and trust the sites: those of a practice council by its own name server and issuers. */
function reachedBy(practice: Practice | null, { config, extraCa }: Reached): Reached {
  if (practice === null) return { config, extraCa };
  const resolver = { servers: [practice.dnsServer] };
  return { config: { ...config, resolver }, extraCa: [...extraCa, practice.ca] };
}

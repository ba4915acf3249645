import { join } from 'node:path';
import { type Measuring, startMeasuring } from '../../src/app/measuring.ts';
import type { Stores } from '../../src/app/stores.ts';
import { loadConfig } from '../../src/config/load.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { SampleStore } from '../../src/core/ports/sample-store.ts';
import { offsetMsOf, offsetRatioOf } from '../../src/core/time/slots.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import type { EmbeddedStoreOptions } from '../../src/store/embedded/open.ts';
import { RETENTION } from '../store/embedded/opened.ts';
import { probeTarget } from '../support/manual-prober.ts';

const IDS = ['gas-1', 'gas-2', 'gas-3', 'gas-4', 'gas-5'];
const SECOND_MS = 1000;

/** Five sites at one port of this machine, measured each second; resolves at the first sample. */
export async function measureFiveSites(stores: Stores, port: number): Promise<Measuring> {
  const loaded = await loadConfig(join(import.meta.dirname, '../../config'));
  if (!loaded.ok) throw new Error('the shipped configuration is not valid');
  const first = Promise.withResolvers<Sample>();
  const running = await startMeasuring({
    config: loaded.config,
    log: noLog,
    stores,
    targets: IDS.map((id) => ({
      target: probeTarget(id, {
        url: `http://127.0.0.1:${port}/${id}`,
        limitBy: 'host',
        allowPrivate: true,
      }),
      schedule: '* * * * * *',
    })),
    newest: [],
    extraCa: [],
    onSample: first.resolve,
  });
  await first.promise;
  return running;
}

/** Slots of the five in [from, to). */
export function dueIn(from: number, to: number): string[] {
  const due: string[] = [];
  for (let firing = from - (from % SECOND_MS) - SECOND_MS; firing < to; firing += SECOND_MS) {
    for (const id of IDS) {
      const at = firing + offsetMsOf(offsetRatioOf(id, 4), SECOND_MS);
      if (from <= at && at < to) due.push(`${id} ${at}`);
    }
  }
  return due.sort();
}

/** Slots that have a sample, in the form of {@link dueIn}. */
export async function sampledIn(samples: SampleStore, from: number, to: number): Promise<string[]> {
  const found: string[] = [];
  for await (const block of samples.scan({ from, to })) {
    for (const { target, scheduledAt } of block) found.push(`${target} ${scheduledAt}`);
  }
  return found.sort();
}

/** A store in `dir` that commits twice between two marks. */
export function killableStore(dir: string): EmbeddedStoreOptions {
  return {
    ...{ dir, timezone: 'Asia/Tokyo', retention: RETENTION, sync: 'normal', log: noLog },
    commitIntervalMs: 3000,
  };
}

import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { StateStore } from '../core/ports/state-store.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { openEmbeddedStore } from '../store/embedded/open.ts';

/** Where this run keeps what it measures and knows. */
export interface Stores {
  readonly samples: SampleStore;
  readonly state: StateStore;
  close(): Promise<void>;
}

import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { StateStore } from '../core/ports/state-store.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { DirectoryLock } from '../store/embedded/directory-lock.ts';
import { lockPath } from '../store/embedded/file-names.ts';
import { openEmbeddedStore } from '../store/embedded/open.ts';
import { createMemoryStore } from '../store/memory/memory-store.ts';
import { makeDataDirectory } from './data-directory.ts';

/** Where this run keeps what it measures and knows. */
export interface Stores {
  readonly samples: SampleStore;
  readonly state: StateStore;
  /** Does at once what the store does by itself every half minute: roll-ups, retention. */
  maintain(): Promise<void>;
  /** Follows the council's zone, which says when fiscal years end. */
  useTimezone(timezone: string): void;
  close(): Promise<void>;
}

/** Nothing is kept, and yet the directory has one owner: orders to the service pass through it. */
function ownedMemoryStore(dir: string): Stores {
  const lock = new DirectoryLock(lockPath(dir));
  const store = createMemoryStore();
  return {
    ...store,
    async close() {
      await store.close();
      lock.release();
    },
  };
}

/** Opens the configured store in `dir`; throws `store_unavailable` or `store_newer`. */
export async function openStores(config: Config, dir: string, log: Log): Promise<Stores> {
  await makeDataDirectory(dir);
  if (config.store.kind === 'memory') return ownedMemoryStore(dir);
  return await openEmbeddedStore({
    dir,
    timezone: config.council.timezone,
    retention: config.store.retention,
    sync: config.store.sync,
    clock: systemClock,
    log,
  });
}

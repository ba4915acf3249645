import type { Config } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { withRealDelays } from '../schedule/scaled-clock.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { DirectoryLock } from '../store/embedded/directory-lock.ts';
import { lockPath } from '../store/embedded/file-names.ts';
import { openEmbeddedStore } from '../store/embedded/open.ts';
import { createMemoryStore } from '../store/memory/memory-store.ts';
import { makeDataDirectory } from './data-directory.ts';
import { openInfluxStores } from './influx-stores.ts';
import type { Stores } from './stores.ts';

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

export interface StoresOptions {
  readonly config: Config;
  readonly dir: string;
  /** Where the configuration was read from; null = it was not. */
  readonly configDir: string | null;
  /** That samples are dated by; default the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Opens the configured store in `dir`; throws `store_unavailable` or `store_newer`, and `usage` for a
 * token or proxies of InfluxDB that cannot be used.
 */
export async function openStores(options: StoresOptions): Promise<Stores> {
  const { config, dir, configDir, clock = systemClock, log } = options;
  await makeDataDirectory(dir);
  if (config.store.kind === 'memory') return ownedMemoryStore(dir);
  if (config.store.kind === 'influx') {
    return await openInfluxStores({ config, dir, configDir, environment: process.env, log });
  }
  return await openEmbeddedStore({
    dir,
    timezone: config.council.timezone,
    retention: config.store.retention,
    sync: config.store.sync,
    clock: withRealDelays(clock),
    log,
  });
}

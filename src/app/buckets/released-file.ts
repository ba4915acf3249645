import { join } from 'node:path';
import type { Log } from '../../core/ports/log.ts';
import { KeptFile } from '../kept-file.ts';
import type { SectorRelease } from './sector-minutes.ts';

export const RELEASED_FILE = 'released.json';

/**
 * {@link RELEASED_FILE} in the data directory: the releases of the last minute by sector, so that a restart
 * neither changes a day's roster nor shows a band sooner than its grid allows.
 */
export class ReleasedFile {
  readonly #file: KeptFile<Readonly<Record<string, SectorRelease>>>;

  constructor(dir: string) {
    this.#file = new KeptFile(join(dir, RELEASED_FILE), 'buckets.released_damaged');
  }

  async read(log: Log): Promise<ReadonlyMap<string, SectorRelease>> {
    return new Map(Object.entries((await this.#file.read(log)) ?? {}));
  }

  async write(releases: ReadonlyMap<string, SectorRelease>): Promise<void> {
    await this.#file.write(Object.fromEntries(releases));
  }
}

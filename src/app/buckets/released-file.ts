import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../config/replace-file.ts';
import { codeOf, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SectorRelease } from './sector-minutes.ts';

/**
 * `released.json` in the data directory: the releases of the last minute by sector, so that a restart
 * neither changes a day's roster nor shows a band sooner than its grid allows.
 */
export class ReleasedFile {
  readonly #path: string;

  constructor(dir: string) {
    this.#path = join(dir, 'released.json');
  }

  async read(log: Log): Promise<ReadonlyMap<string, SectorRelease>> {
    try {
      return new Map(Object.entries(parse(await readFile(this.#path, 'utf8'))));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT')
        log.error('buckets.released_damaged', { error: messageOf(error) });
      return new Map();
    }
  }

  async write(releases: ReadonlyMap<string, SectorRelease>): Promise<void> {
    await replaceFile(this.#path, JSON.stringify(Object.fromEntries(releases)));
  }
}

/** Guarantee: the file is replaced whole by {@link ReleasedFile.write} alone. */
function parse(text: string): Record<string, SectorRelease> {
  return JSON.parse(text) as Record<string, SectorRelease>;
}

import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileStamp } from './file-stamp.ts';
import { Snapshot } from './snapshot.ts';
import type { StoredFile } from './stored-files.ts';

export interface OpenSnapshot {
  readonly file: StoredFile;
  readonly snapshot: Snapshot;
}

/** Times that a moment without a write to a roll-up is looked for. */
const TRIES = 20;

/**
 * Opens `files()` below `dir` in their order, days before months. Where a month was written to
 * meanwhile, its roll-ups may count samples that the days' snapshots do not hold: then all is closed
 * and opened once more. Throws as {@link Snapshot} does.
 */
export function openSnapshots(dir: string, files: () => readonly StoredFile[]): OpenSnapshot[] {
  for (let tries = 1; ; tries += 1) {
    const wanted = files();
    const months = wanted.filter(({ kind }) => kind === 'month');
    const stamps = () => months.map(({ path }) => fileStamp(join(dir, path)));
    const before = stamps();
    const open = openAll(dir, wanted);
    if (tries === TRIES || isDeepStrictEqual(stamps(), before)) return open;
    for (const { snapshot } of open) snapshot.close();
  }
}

function openAll(dir: string, files: readonly StoredFile[]): OpenSnapshot[] {
  const open: OpenSnapshot[] = [];
  try {
    for (const file of files) {
      open.push({ file, snapshot: new Snapshot(join(dir, file.path), file.known) });
    }
    return open;
  } catch (error) {
    for (const { snapshot } of open) snapshot.close();
    throw error;
  }
}

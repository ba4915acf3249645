import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskDto } from '../board/dto/prober.ts';
import { codeOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';

/** Sizes are looked at again after this time, ms. */
const FRESH_MS = 30_000;

/** What the files below `dir` take, and what is left on their disk; looked at twice a minute at most. */
export function createDiskFigures(dir: string, clock: Pick<Clock, 'now'>): () => Promise<DiskDto> {
  let held: { readonly at: number; readonly figures: Promise<DiskDto> } | null = null;
  return () => {
    const at = clock.now();
    if (held === null || Math.abs(at - held.at) >= FRESH_MS) {
      held = { at, figures: readFigures(dir) };
    }
    return held.figures;
  };
}

async function readFigures(dir: string): Promise<DiskDto> {
  const [{ bsize, bavail, blocks }, dataBytes] = await Promise.all([statfs(dir), bytesBelow(dir)]);
  return { dataBytes, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

async function bytesBelow(dir: string): Promise<number> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  let bytes = 0;
  for (const entry of entries) {
    if (entry.isFile()) bytes += await sizeOf(join(entry.parentPath, entry.name));
  }
  return bytes;
}

/** 0 for a file that was deleted meanwhile, as the store does with those that it no longer needs. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

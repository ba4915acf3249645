import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';

/** What must stay free beside what is written. */
const RESERVE_BYTES = 64 * 1024 * 1024;
const MIB = 1024 * 1024;

/** Bytes free for us on the disk that holds `path` or will hold it. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(existingAbove(path));
  return bavail * bsize;
}

/** Rejects with `store_unavailable` where `bytes` do not fit with a reserve. */
export async function requireSpace(path: string, bytes: number): Promise<void> {
  const free = await freeBytes(path);
  const needed = bytes + RESERVE_BYTES;
  if (free >= needed) return;
  const [neededMib, freeMib] = [Math.ceil(needed / MIB), Math.floor(free / MIB)];
  throw new AppError('store_unavailable', {
    ja: `${path} の空き容量が足りません（必要 ${neededMib} MiB、空き ${freeMib} MiB）`,
    en: `there is too little room for ${path}: ${neededMib} MiB are needed, ${freeMib} MiB are free`,
  });
}

function existingAbove(path: string): string {
  let found = resolve(path);
  while (!existsSync(found) && dirname(found) !== found) found = dirname(found);
  return found;
}

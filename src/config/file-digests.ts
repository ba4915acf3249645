import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../core/errors.ts';
import type { ChangedFile } from '../core/ports/config-history.ts';
import { isWatchedPath } from './watched-path.ts';

/** What tells one state of a file from another, by its path below the configuration's folder. */
export type FileDigests = ReadonlyMap<string, string>;

/** Larger ones are told apart by size and time, bytes. */
const MOST_READ_BYTES = 16_000_000;

/**
 * Of every file whose change makes a service read its configuration; none where there is no folder. One
 * that was changed after `readAt`, epoch ms, has the digest of no content: what was read is not known.
 */
export async function fileDigests(dir: string, readAt = Infinity): Promise<FileDigests> {
  const digests = new Map<string, string>();
  await addDigests(digests, { dir, readAt }, '');
  return digests;
}

/** In the order of their paths. */
export function changedFiles(before: FileDigests, after: FileDigests): readonly ChangedFile[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((file): ChangedFile[] => {
    if (before.get(file) === after.get(file)) return [];
    if (!before.has(file)) return [{ file, change: 'added' }];
    return [{ file, change: after.has(file) ? 'changed' : 'removed' }];
  });
}

const NOT_KNOWN = 'changed after it was read';

async function addDigests(
  digests: Map<string, string>,
  place: { readonly dir: string; readonly readAt: number },
  below: string,
): Promise<void> {
  const { dir, readAt } = place;
  const names = await orNull(readdir(join(dir, below)));
  for (const name of names ?? []) {
    const path = below === '' ? name : `${below}/${name}`;
    const found = await orNull(stat(join(dir, path)));
    if (found === null) continue;
    // A file below it would be looked for: the folder itself is as deep as one step less.
    if (found.isDirectory() && isWatchedPath(`${path}/a`)) await addDigests(digests, place, path);
    if (!found.isFile() || !isWatchedPath(path)) continue;
    const facts = `${found.size} ${found.mtimeMs}`;
    const content = found.size > MOST_READ_BYTES ? null : await orNull(readFile(join(dir, path)));
    const isLater = found.mtimeMs > readAt;
    digests.set(path, isLater ? NOT_KNOWN : content === null ? facts : digestOf(content));
  }
}

/** null where the system refuses: it is gone again, or closed to us. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

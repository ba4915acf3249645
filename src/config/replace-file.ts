import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../core/errors.ts';
import { giveTo, type Owner } from './give-to.ts';

/**
 * Puts `text` in the place of a file, or makes it: whoever reads sees the old or the new, whole,
 * also after a loss of power. What root writes belongs to the owner of the old file, a new one to that
 * of the folder: what runs there as an ordinary user can read it. Rejects as the system does and
 * leaves the old file alone.
 *
 * @param mode permissions of a new file, whatever the umask; an existing one keeps its own. null = as
 *   the umask says.
 */
export async function replaceFile(
  path: string,
  text: string,
  mode: number | null = null,
): Promise<void> {
  await putInPlace(path, text, { mode, prepare: (file) => takeOver(file, path, mode) });
}

/**
 * As {@link replaceFile}, but of the old file nothing stays, neither owner nor permissions: the new one
 * is its writer's, with `mode` as far as the umask allows. A link is replaced, not followed.
 */
export async function replaceAnew(path: string, text: string, mode: number): Promise<void> {
  await putInPlace(path, text, { mode, prepare: async () => {} });
}

interface Putting {
  /** null = as the umask says. */
  readonly mode: number | null;
  /** Done with the new file before anything is in it. */
  readonly prepare: (file: FileHandle) => Promise<void>;
}

async function putInPlace(path: string, text: string, { mode, prepare }: Putting): Promise<void> {
  // Whoever lists the folder leaves names with a dot out.
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  // One that a killed process of this number left is not written into, whoever may read it.
  await rm(fresh, { force: true });
  const file = await open(fresh, 'wx', mode ?? 0o666);
  try {
    try {
      await prepare(file);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

async function takeOver(file: FileHandle, path: string, mode: number | null): Promise<void> {
  const before = await factsOf(path);
  const owner = before ?? (await stat(dirname(path)));
  await giveTo(owner, (uid, gid) => file.chown(uid, gid));
  const wanted = before === null ? mode : before.mode & 0o777;
  if (wanted !== null) await file.chmod(wanted);
}

interface Facts extends Owner {
  readonly mode: number;
}

async function factsOf(path: string): Promise<Facts | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

import { open, rename, rm, stat } from 'node:fs/promises';
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
  // Whoever lists the folder leaves names with a dot out.
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const file = await open(fresh, 'w', mode ?? 0o666);
  try {
    try {
      const before = await factsOf(path);
      const owner = before ?? (await stat(dirname(path)));
      await giveTo(owner, (uid, gid) => file.chown(uid, gid));
      const wanted = before === null ? mode : before.mode & 0o777;
      if (wanted !== null) await file.chmod(wanted);
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

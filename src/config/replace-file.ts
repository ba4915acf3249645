import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../core/errors.ts';

/**
 * Puts `text` in the place of a file, or makes it: whoever reads sees the old or the new, whole,
 * also after a loss of power. Rejects as the system does and leaves the old file alone.
 *
 * @param mode permissions of a new file; an existing one keeps its own.
 */
export async function replaceFile(path: string, text: string, mode = 0o666): Promise<void> {
  // Whoever lists the folder leaves names with a dot out.
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  const file = await open(fresh, 'w', mode);
  try {
    try {
      const kept = await modeOf(path);
      if (kept !== null) await file.chmod(kept);
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

async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

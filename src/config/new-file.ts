import { open, rm } from 'node:fs/promises';

/**
 * Makes a file with `mode`, as far as the umask allows. Rejects as the system does, with `EEXIST` where
 * there is one or a link, and leaves no part of a file then.
 */
export async function newFile(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

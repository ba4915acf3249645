import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../config/replace-file.ts';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';
import { MANIFEST, type Manifest, manifestOf, manifestText, NO_MANIFEST } from './manifest.ts';

/** What writing changed; paths below the folder, with `/`. */
export interface FolderChange {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * The manifest of an earlier run, that of nothing where the folder is empty or missing. Rejects with
 * `usage` for a folder with anything in it that we did not make.
 */
export async function readGenerated(dir: string): Promise<Manifest> {
  const text = await textOf(join(dir, MANIFEST));
  if (text !== null) {
    try {
      return manifestOf(text);
    } catch (error) {
      throw unusable(join(dir, MANIFEST), error);
    }
  }
  if (await isEmpty(dir)) return NO_MANIFEST;
  throw new AppError('usage', {
    ja: `${dir} は空ではなく、このコマンドが作ったフォルダでもないので、書き込みません`,
    en: `${dir} is not empty and was not made by this command, so nothing is written there`,
  });
}

/** What {@link writeGenerated} would change. */
export async function compareGenerated(
  dir: string,
  before: Manifest,
  files: ReadonlyMap<string, string>,
): Promise<FolderChange> {
  const written: string[] = [];
  for (const [path, text] of files) {
    if ((await textOf(join(dir, path))) !== text) written.push(path);
  }
  const removed = before.files.filter((path) => !files.has(path));
  return { written, removed, unchanged: files.size - written.length };
}

/**
 * Brings the folder to hold exactly these files of ours: each is replaced whole, those of an earlier run
 * that are gone are removed, and what else lies there is left alone. A run that is cut short leaves a
 * folder that the next one completes. Rejects with `usage` where the system refuses.
 */
export async function writeGenerated(
  dir: string,
  before: Manifest,
  { files, manifest }: { readonly files: ReadonlyMap<string, string>; readonly manifest: Manifest },
): Promise<FolderChange> {
  try {
    const change = await compareGenerated(dir, before, files);
    const both = [...new Set([...before.files, ...files.keys()])];
    await put(dir, MANIFEST, manifestText({ ...manifest, files: both }));
    for (const path of change.written) await put(dir, path, files.get(path) ?? '');
    for (const path of change.removed) await remove(dir, path);
    await put(dir, MANIFEST, manifestText({ ...manifest, files: [...files.keys()] }));
    return change;
  } catch (error) {
    throw unusable(dir, error);
  }
}

async function put(dir: string, path: string, text: string): Promise<void> {
  const file = join(dir, path);
  if ((await textOf(file)) === text) return;
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, text);
}

/** Takes along the folders that it leaves empty. */
async function remove(dir: string, path: string): Promise<void> {
  await rm(join(dir, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (!(await isEmpty(join(dir, folder)))) return;
    await rmdir(join(dir, folder)).catch(throwUnlessMissing);
  }
}

function throwUnlessMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** null where there is none. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw unusable(path, error);
  }
}

/** Also where it is missing. */
async function isEmpty(dir: string): Promise<boolean> {
  try {
    return (await readdir(dir)).length === 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw unusable(dir, error);
  }
}

function unusable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const text = {
    ja: `${path} を使えません（${messageOf(error)}）`,
    en: `${path} cannot be used (${messageOf(error)})`,
  };
  return new AppError('usage', text, { cause: error });
}

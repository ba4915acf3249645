import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { DirectoryLock } from '../embedded/directory-lock.ts';
import { incompleteRestorePath, lockPath } from '../embedded/file-names.ts';
import { newerFile } from '../embedded/sqlite-file.ts';
import { bytesOf, requireSound } from './check-backup.ts';
import { checksumOf } from './checksum.ts';
import { requireSpace } from './free-space.ts';
import { type BackedUpFile, type BackupManifest, readManifest } from './manifest.ts';
import type { OnProgress } from './progress.ts';
import { knownSchemaOf } from './stored-files.ts';
import { makeDirectory, requireEmpty } from './target-directory.ts';

export interface RestoreRequest {
  /** The backup. */
  readonly from: string;
  /** Data directory, made when absent, else empty; practice data goes below its `practice/`. */
  readonly dataDir: string;
  /** Where the configuration goes, made when absent, else empty; null = it is not restored. */
  readonly config: string | null;
  readonly onProgress?: OnProgress;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Where the store is. */
  readonly dir: string;
  /** Files of the configuration that were written. */
  readonly configFiles: number;
}

const DATA = 'data/';
const CONFIG = 'config/';

/**
 * Writes a backup into an empty directory, after its checksums; what was written is held against them
 * again. Until it ends the directory is marked, and no service starts on it; the next restore begins
 * anew. Rejects with `not_found`, `backup_invalid`, `store_newer`, `usage` where a directory is not
 * empty, or `store_unavailable`.
 */
export async function restoreStore(request: RestoreRequest): Promise<Restored> {
  const { from, dataDir, config, onProgress = () => {} } = request;
  const manifest = readManifest(from);
  refuseNewer(manifest);
  const dir = manifest.practice ? join(dataDir, 'practice') : dataDir;
  if (config !== null && existsSync(incompleteRestorePath(dir))) {
    clearConfig(config, request, manifest);
  }
  clearInterrupted(dir);
  refuseInUse(dir);
  requireEmpty(dir);
  if (config !== null) requireEmpty(config);
  await requireSpace(dir, bytesOf(manifest));
  await requireSound(from, manifest, onProgress);
  makeDirectory(dir);
  try {
    writeFileSync(incompleteRestorePath(dir), `${from}\n`);
    const lock = new DirectoryLock(lockPath(dir));
    try {
      await copyAll(request, { manifest, dir });
    } finally {
      lock.release();
    }
    rmSync(incompleteRestorePath(dir));
  } catch (error) {
    throw failed(dir, error);
  }
  const configFiles = config === null ? 0 : below(manifest, CONFIG).length;
  return { manifest, dir, configFiles };
}

async function copyAll(
  { from, config, onProgress = () => {} }: RestoreRequest,
  { manifest, dir }: { readonly manifest: BackupManifest; readonly dir: string },
): Promise<void> {
  const totalBytes = bytesOf(manifest);
  let doneBytes = 0;
  const copy = async (file: BackedUpFile, to: string) => {
    await copyChecked(join(from, file.path), to, file);
    doneBytes += file.bytes;
    onProgress({ step: 'copy', file: file.path, doneBytes, totalBytes });
  };
  for (const file of below(manifest, DATA))
    await copy(file, join(dir, file.path.slice(DATA.length)));
  if (config === null) return;
  for (const file of below(manifest, CONFIG)) {
    await copy(file, join(config, file.path.slice(CONFIG.length)));
  }
}

/** Brings the copy to the disk and reads it back. */
async function copyChecked(from: string, to: string, file: BackedUpFile): Promise<void> {
  makeDirectory(dirname(to));
  copyFileSync(from, to);
  const handle = openSync(to, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  const { sha256 } = await checksumOf(to);
  if (sha256 === file.sha256) return;
  throw new AppError('backup_invalid', {
    ja: `${to} を書いた後の内容が ${from} と異なります`,
    en: `${to} does not read back as ${from}`,
  });
}

function below(manifest: BackupManifest, folder: string): BackedUpFile[] {
  return manifest.files.filter(({ path }) => path.startsWith(folder));
}

function refuseNewer(manifest: BackupManifest): void {
  for (const { path, schema } of manifest.files) {
    if (schema === null) continue;
    const known = knownSchemaOf(path.slice(DATA.length));
    if (schema > known) throw newerFile(path, schema, known);
  }
}

function refuseInUse(dir: string): void {
  if (existsSync(lockPath(dir))) new DirectoryLock(lockPath(dir)).release();
}

/** Of an interrupted restore: files that hold nothing but the beginning of the backup's own. */
function clearConfig(config: string, { from }: RestoreRequest, manifest: BackupManifest): void {
  const folders = new Set<string>();
  for (const { path } of below(manifest, CONFIG)) {
    const written = join(config, path.slice(CONFIG.length));
    if (!existsSync(written) || !existsSync(join(from, path))) continue;
    const found = readFileSync(written);
    if (!readFileSync(join(from, path)).subarray(0, found.length).equals(found)) continue;
    rmSync(written);
    for (let up = dirname(written); up !== join(config); up = dirname(up)) folders.add(up);
  }
  for (const folder of [...folders].sort().reverse()) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** What a restore that was cut off has left is nobody's. */
function clearInterrupted(dir: string): void {
  if (!existsSync(incompleteRestorePath(dir))) return;
  refuseInUse(dir);
  const marker = incompleteRestorePath(dir);
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (path !== marker) rmSync(path, { recursive: true, force: true });
  }
  rmSync(marker);
}

function failed(dir: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const text = accessDenied(dir, 'write', error) ?? {
    ja: `${dir} へ復元できません（${messageOf(error)}）`,
    en: `the restore into ${dir} failed (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}

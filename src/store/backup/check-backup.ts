import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';
import { checksumOf } from './checksum.ts';
import type { BackedUpFile, BackupManifest } from './manifest.ts';
import type { OnProgress } from './progress.ts';
import { requireReadable } from './require-readable.ts';

/** A file of a backup that is not as it was written. */
export interface FileFault {
  /** Below the backup. */
  readonly file: string;
  readonly text: Text;
}

const MANIFEST = 'manifest.json';

/**
 * Holds every file of a backup against its manifest: size, then SHA-256; and names files that the
 * manifest does not know, which SQLite might take for a part of another.
 */
export async function faultsOfBackup(
  dir: string,
  manifest: BackupManifest,
  onProgress: OnProgress = () => {},
): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  const totalBytes = bytesOf(manifest);
  let doneBytes = 0;
  for (const file of manifest.files) {
    const before = doneBytes;
    const text = await faultOf(join(dir, file.path), file, (bytes) => {
      doneBytes += bytes;
      onProgress({ step: 'checksum', file: file.path, doneBytes, totalBytes });
    });
    doneBytes = before + file.bytes;
    if (text !== null) faults.push({ file: file.path, text });
  }
  const known = new Set([MANIFEST, ...manifest.files.map(({ path }) => path)]);
  const unknown = filesBelow(dir).filter((path) => !known.has(path));
  return faults.concat(unknown.map((file) => ({ file, text: UNKNOWN })));
}

/** Rejects with `backup_invalid`, a line for every file, unless the backup is as it was written. */
export async function requireSound(
  dir: string,
  manifest: BackupManifest,
  onProgress: OnProgress = () => {},
): Promise<void> {
  const faults = await faultsOfBackup(dir, manifest, onProgress);
  if (faults.length === 0) return;
  const lines = (language: 'ja' | 'en') =>
    faults.map(({ file, text }) => `\n  ${join(dir, file)}: ${text[language]}`).join('');
  throw new AppError('backup_invalid', {
    ja: `バックアップ ${dir} は作成時の内容と異なるため使いません${lines('ja')}`,
    en: `the backup ${dir} is not as it was written and is not used${lines('en')}`,
  });
}

export function bytesOf(manifest: BackupManifest): number {
  return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

const MISSING: Text = { ja: 'ファイルがありません', en: 'the file is missing' };
const UNKNOWN: Text = {
  ja: 'バックアップに含まれないファイルです',
  en: 'is no file of the backup',
};
const CHANGED: Text = {
  ja: '内容が作成時と異なります（SHA-256 の不一致）',
  en: 'its content is not as it was written (SHA-256 differs)',
};

async function faultOf(
  path: string,
  { bytes, sha256 }: BackedUpFile,
  onBytes: (bytes: number) => void,
): Promise<Text | null> {
  requireReadable(dirname(path));
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return MISSING;
  if (found.size !== bytes) {
    return {
      ja: `大きさが作成時と異なります（${found.size} バイト、作成時 ${bytes} バイト）`,
      en: `it has ${found.size} bytes, and had ${bytes} when it was written`,
    };
  }
  requireReadable(path);
  const sum = await checksumOf(path, onBytes);
  return sum.sha256 === sha256 ? null : CHANGED;
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(dir, entry.name)).map((below) => `${entry.name}/${below}`)
      : [entry.name],
  );
}

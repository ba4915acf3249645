import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';

/** What a backup holds. It is written last: a backup without it was not finished. */
export interface BackupManifest {
  readonly format: 'yamabiko-backup';
  /** Version of this form. */
  readonly version: 1;
  /** Of the program that made it. */
  readonly program: string;
  /** Epoch ms: the moment that it shows. */
  readonly madeAt: number;
  /** Data of a practice council. */
  readonly practice: boolean;
  /** Epoch ms of the first and the last slot; null without samples. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** In order of the day. */
  readonly days: readonly BackedUpDay[];
  /** The end of the audit's chain. */
  readonly audit: { readonly lines: number; readonly hash: string };
  /** In order of the path. */
  readonly files: readonly BackedUpFile[];
}

export interface BackedUpDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** Confirmations and missed slots included. */
  readonly samples: number;
}

export interface BackedUpFile {
  /** Below the backup, with `/`: `data/samples/2026-05-13.sqlite`. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Of its tables; null for a file that is no database of the store. */
  readonly schema: number | null;
}

const NAME = 'manifest.json';
const VERSION = 1;

export function manifestPath(dir: string): string {
  return join(dir, NAME);
}

/** Writes it whole or not at all; it bears a checksum of itself. */
export function writeManifest(dir: string, manifest: BackupManifest): void {
  const made = join(dir, `${NAME}.new`);
  const file = openSync(made, 'wx');
  try {
    writeSync(file, textOf(manifest));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(made, manifestPath(dir));
}

/**
 * Reads it and holds it against its checksum, byte by byte. Throws `not_found` where there is none,
 * `backup_invalid` where it is not as it was written, `store_newer` for a newer program's form.
 */
export function readManifest(dir: string): BackupManifest {
  const path = manifestPath(dir);
  const text = readText(dir, path);
  const manifest = parsed(text);
  if (manifest === null) throw changed(path);
  if (manifest.version !== VERSION) {
    const { version } = manifest;
    throw new AppError('store_newer', {
      ja: `${path} は新しい版で書かれています（形式 ${version}）`,
      en: `${path} has form ${version}, this program knows up to ${VERSION}`,
    });
  }
  return manifest;
}

function textOf(manifest: BackupManifest): string {
  const plain = JSON.stringify(manifest, null, 1);
  const sha256 = createHash('sha256').update(plain).digest('hex');
  return `${JSON.stringify({ ...manifest, sha256 }, null, 1)}\n`;
}

/** null where the text is not, byte by byte, what {@link textOf} writes. */
function parsed(text: string): BackupManifest | null {
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || !('sha256' in value)) return null;
  const { sha256: _checksum, ...rest } = value;
  const manifest = asManifest(rest);
  return textOf(manifest) === text ? manifest : null;
}

/** Guarantee: used only where the text bears the checksum that {@link writeManifest} gives. */
function asManifest(value: object): BackupManifest {
  return value as BackupManifest;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readText(dir: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) {
      throw new AppError('not_found', {
        ja: `${dir} はバックアップではありません（${NAME} が無い。途中で終わったバックアップにもありません）`,
        en: `${dir} is no backup: it has no ${NAME} (nor has a backup that did not end)`,
      });
    }
    const text = accessDenied(path, 'read', error) ?? messageOf(error);
    throw new AppError('backup_invalid', text, { cause: error });
  }
}

function changed(path: string): AppError {
  return new AppError('backup_invalid', {
    ja: `${path} の内容が作成時と異なります。このバックアップは使えません`,
    en: `${path} is not as it was written; this backup is not used`,
  });
}

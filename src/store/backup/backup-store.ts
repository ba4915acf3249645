import { existsSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';
import { CHAIN_START } from '../audit-chain.ts';
import { DAY_MS } from '../embedded/day-key.ts';
import { lockPath, samplesDir } from '../embedded/file-names.ts';
import { StateFile } from '../embedded/state-file.ts';
import { checksumOf } from './checksum.ts';
import { configFiles, copyWithFolders } from './config-files.ts';
import { type DayFacts, dayFactsOf } from './day-facts.ts';
import { requireSpace } from './free-space.ts';
import { type BackedUpFile, type BackupManifest, writeManifest } from './manifest.ts';
import type { OnProgress } from './progress.ts';
import { Snapshot } from './snapshot.ts';
import { bytesOnDisk, type StoredFile, storedFiles } from './stored-files.ts';
import { makeDirectory, requireEmpty, requireOutside } from './target-directory.ts';

export interface BackupRequest {
  /** The data directory; a service may be using it. */
  readonly dir: string;
  /** Made when absent, else empty. */
  readonly to: string;
  /** Configuration folder that is copied too; null = none. */
  readonly config: string | null;
  /** Files of the data directory that go along where they are there. */
  readonly beside: readonly string[];
  /** Data of a practice council. */
  readonly practice: boolean;
  /** Version of the program. */
  readonly program: string;
  readonly now: () => number;
  readonly onProgress?: OnProgress;
  /** Ends the work; what was written is removed. */
  readonly stop?: AbortSignal;
}

/** A backup holds contacts and, from members, what they did not share. */
const OWNER_ONLY = 0o700;
/** Days that began this long before now may still be written to. */
const HOT_MS = 2 * DAY_MS;
/** A file whose tables are not committed yet. */
const BEING_MADE = 0;

/**
 * Copies a store that may be in use. Days that are over come first, one by one; then what is being
 * written to, all of it as it was at one moment, which the backup shows. Roll-ups are never older than
 * the samples beside them. The manifest comes last. Rejects with `usage` where the target is not
 * empty or lies in what is copied, `not_found`, `store_newer` or `store_unavailable`; then nothing is left behind.
 */
export async function backupStore(request: BackupRequest): Promise<BackupManifest> {
  const { dir, to, config } = request;
  requireStore(dir);
  for (const source of config === null ? [dir] : [dir, config]) requireOutside(to, source);
  requireEmpty(to);
  const configBytes = config === null ? 0 : sizesOf(config);
  const stored = storedFiles(dir).reduce((sum, { path }) => sum + bytesOnDisk(join(dir, path)), 0);
  await requireSpace(to, stored + configBytes);
  const isNew = !existsSync(to);
  makeDirectory(to, OWNER_ONLY);
  try {
    return await new Backup(request, stored + configBytes).make();
  } catch (error) {
    for (const name of isNew ? ['.'] : ['data', 'config', 'manifest.json.new']) {
      rmSync(join(to, name), { recursive: true, force: true });
    }
    throw failed(to, error);
  }
}

class Backup {
  readonly #request: BackupRequest;
  readonly #totalBytes: number;
  readonly #files: BackedUpFile[] = [];
  readonly #days = new Map<number, DayFacts>();
  #doneBytes = 0;

  constructor(request: BackupRequest, totalBytes: number) {
    this.#request = request;
    this.#totalBytes = totalBytes;
  }

  async make(): Promise<BackupManifest> {
    const { dir, to, config, program, practice, now } = this.#request;
    const hotSince = now() - HOT_MS;
    for (const file of storedFiles(dir)) {
      if (file.kind === 'day' && file.start < hotSince) await this.#copyCold(file);
    }
    const madeAt = await this.#copyHot();
    const end = this.#auditEnd();
    await this.#copySetAside();
    for (const name of this.#request.beside) {
      if (existsSync(join(dir, name))) await this.#copyPlain(join(dir, name), `data/${name}`);
    }
    for (const name of config === null ? [] : configFiles(config)) {
      await this.#copyPlain(join(config ?? '', name), `config/${name}`);
    }
    const days = [...this.#days].sort(([a], [b]) => a - b);
    const manifest: BackupManifest = {
      format: 'yamabiko-backup',
      version: 1,
      program,
      madeAt,
      practice,
      range: rangeOf(days.map(([, facts]) => facts)),
      days: days.map(([day, { samples }]) => ({ day: dateOf(day), samples })),
      audit: { lines: end.seq, hash: end.hash },
      files: this.#files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
    writeManifest(to, manifest);
    return manifest;
  }

  /** A day that retention deleted meanwhile is left out. */
  async #copyCold(file: StoredFile): Promise<void> {
    const path = join(this.#request.dir, file.path);
    if (!existsSync(path)) return;
    const snapshot = new Snapshot(path, file.known);
    try {
      await this.#copy(file, snapshot);
    } finally {
      snapshot.close();
    }
  }

  /** Everything not copied yet, as it is at the moment returned, epoch ms. */
  async #copyHot(): Promise<number> {
    const { dir, now } = this.#request;
    const left = storedFiles(dir).filter(
      (file) => !this.#days.has(file.start) || file.kind !== 'day',
    );
    const snapshots: { readonly file: StoredFile; readonly snapshot: Snapshot }[] = [];
    try {
      for (const file of left) {
        snapshots.push({ file, snapshot: new Snapshot(join(dir, file.path), file.known) });
      }
      const madeAt = now();
      for (const { file, snapshot } of snapshots) {
        if (snapshot.schema !== BEING_MADE) await this.#copy(file, snapshot);
      }
      return madeAt;
    } finally {
      for (const { snapshot } of snapshots) snapshot.close();
    }
  }

  async #copy(file: StoredFile, snapshot: Snapshot): Promise<void> {
    const { to, stop } = this.#request;
    const target = join(to, 'data', file.path);
    makeDirectory(dirname(target));
    const before = this.#doneBytes;
    const onBytes = (done: number) => this.#progress(`data/${file.path}`, before + done);
    await snapshot.copyTo(target, onBytes, stop);
    if (file.kind === 'day') this.#days.set(file.start, dayFactsOf(target, file.start));
    await this.#note(`data/${file.path}`, snapshot.schema);
  }

  /** Damaged files that are still to be salvaged go along: a restored store salvages them. */
  async #copySetAside(): Promise<void> {
    const { dir, to } = this.#request;
    const state = openCopiedState(to);
    if (state === null) return;
    const names = state.setAside().map(({ file }) => file);
    state.close();
    for (const name of names.flatMap((one) => [one, `${one}-wal`])) {
      const path = join(samplesDir(dir), name);
      if (existsSync(path)) await this.#copyPlain(path, `data/samples/${name}`);
    }
  }

  async #copyPlain(from: string, path: string): Promise<void> {
    copyWithFolders(from, join(this.#request.to, path));
    await this.#note(path, null);
  }

  /** Brings a copied file to the disk and notes it with its checksum. */
  async #note(path: string, schema: number | null): Promise<void> {
    const target = join(this.#request.to, path);
    const handle = await open(target, 'r+');
    await handle.sync();
    await handle.close();
    const { sha256, bytes } = await checksumOf(target);
    this.#request.stop?.throwIfAborted();
    this.#files.push({ path, bytes, sha256, schema });
    this.#doneBytes += bytes;
    this.#progress(path, this.#doneBytes);
  }

  #auditEnd(): { readonly seq: number; readonly hash: string } {
    const state = openCopiedState(this.#request.to);
    if (state === null) return CHAIN_START;
    try {
      return state.audit.end();
    } finally {
      state.close();
    }
  }

  #progress(file: string, doneBytes: number): void {
    const { onProgress } = this.#request;
    onProgress?.({ step: 'copy', file, doneBytes, totalBytes: this.#totalBytes });
  }
}

function openCopiedState(to: string): StateFile | null {
  const path = join(to, 'data/state.sqlite');
  return existsSync(path) ? new StateFile(path, { readOnly: true, sync: 'normal' }) : null;
}

function requireStore(dir: string): void {
  if (existsSync(samplesDir(dir)) || existsSync(lockPath(dir))) return;
  throw new AppError('not_found', {
    ja: `${dir} に計測値がありません`,
    en: `${dir} holds no samples`,
  });
}

function sizesOf(config: string): number {
  return configFiles(config).reduce((sum, name) => sum + statSync(join(config, name)).size, 0);
}

function rangeOf(days: readonly DayFacts[]): BackupManifest['range'] {
  const ranges = days.flatMap(({ range }) => (range === null ? [] : [range]));
  const first = ranges[0];
  const last = ranges.at(-1);
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function failed(to: string, error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && error.name === 'AbortError')) {
    return error;
  }
  const text = {
    ja: `${to} へバックアップできません（${messageOf(error)}）`,
    en: `the backup to ${to} failed (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}

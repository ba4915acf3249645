import { existsSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import { CHAIN_START } from '../audit-chain.ts';
import { DAY_MS } from '../embedded/day-key.ts';
import { lockPath, rollupsDir, samplesDir } from '../embedded/file-names.ts';
import { StateFile } from '../embedded/state-file.ts';
import { checksumOf } from './checksum.ts';
import { type ConfigFiles, configFiles, copyWithFolders } from './config-files.ts';
import { type DayFacts, dayFactsOf } from './day-facts.ts';
import { fileStamp } from './file-stamp.ts';
import { requireSpace } from './free-space.ts';
import { influxBesideStore, type LeftOut, linksBesideStore } from './left-out.ts';
import { type BackedUpFile, type BackupManifest, writeManifest } from './manifest.ts';
import { openSnapshots } from './open-snapshots.ts';
import type { OnProgress } from './progress.ts';
import { requireReadable } from './require-readable.ts';
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
  /** Is told, before anything is copied, what will not be in the backup. */
  readonly onLeftOut?: (one: LeftOut) => void;
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
 * written to, all of it as it was at one moment, which the backup shows. A day that was copied and
 * written to before that moment is copied again. Roll-ups are never older than the samples beside
 * them, nor do they count others. The manifest comes last. Rejects with `usage` where the target is not
 * empty or lies in what is copied, `not_found`, `store_newer` or `store_unavailable`; then nothing is left behind.
 */
export async function backupStore(request: BackupRequest): Promise<BackupManifest> {
  const { dir, to, config } = request;
  requireStore(dir);
  for (const source of config === null ? [dir] : [dir, config]) requireOutside(to, source);
  requireEmpty(to);
  const configs = config === null ? NO_CONFIG : configFiles(config, [to, dir]);
  const configBytes = config === null ? 0 : sizesOf(config, configs.files);
  for (const folder of [samplesDir(dir), rollupsDir(dir)]) requireReadable(folder);
  const stored = storedFiles(dir).reduce((sum, { path }) => sum + bytesOnDisk(join(dir, path)), 0);
  const bytes = stored + sizesOf(dir, request.beside) + configBytes;
  await requireSpace(to, bytes);
  const isNew = !existsSync(to);
  for (const one of [...linksBesideStore(dir), ...influxBesideStore(dir), ...configs.leftOut])
    request.onLeftOut?.(one);
  makeDirectory(to, OWNER_ONLY);
  try {
    return await new Backup(request, configs, bytes).make();
  } catch (error) {
    for (const name of isNew ? ['.'] : ['data', 'config', 'manifest.json.new']) {
      rmSync(join(to, name), { recursive: true, force: true });
    }
    throw failed(to, error);
  }
}

const NO_CONFIG: ConfigFiles = { files: [], leftOut: [] };

class Backup {
  readonly #request: BackupRequest;
  readonly #configs: ConfigFiles;
  /** By path. */
  readonly #files = new Map<string, BackedUpFile>();
  readonly #days = new Map<number, DayFacts>();
  /** Of the days copied, from before their copies. */
  readonly #stamps = new Map<number, string | null>();
  #totalBytes: number;
  #doneBytes = 0;

  constructor(request: BackupRequest, configs: ConfigFiles, totalBytes: number) {
    this.#request = request;
    this.#configs = configs;
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
    for (const name of this.#configs.files) {
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
      files: [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
    writeManifest(to, manifest);
    return manifest;
  }

  /** A day that retention deleted meanwhile is left out. */
  async #copyCold(file: StoredFile): Promise<void> {
    const path = join(this.#request.dir, file.path);
    if (!existsSync(path)) return;
    this.#stamps.set(file.start, fileStamp(path));
    const snapshot = new Snapshot(path, file.known);
    try {
      await this.#copy(file, snapshot);
    } finally {
      snapshot.close();
    }
  }

  /** Everything that is not in the backup as it is at the moment returned, epoch ms. */
  async #copyHot(): Promise<number> {
    const { dir, now } = this.#request;
    const snapshots = openSnapshots(dir, () =>
      storedFiles(dir).filter((file) => file.kind !== 'day' || !this.#isCopied(file)),
    );
    try {
      const madeAt = now();
      for (const { file, snapshot } of snapshots) {
        if (snapshot.schema !== BEING_MADE) await this.#copy(file, snapshot);
      }
      return madeAt;
    } finally {
      for (const { snapshot } of snapshots) snapshot.close();
    }
  }

  /** The day's copy is the day as it is now. */
  #isCopied(day: StoredFile): boolean {
    const stamp = this.#stamps.get(day.start);
    return stamp !== undefined && stamp === fileStamp(join(this.#request.dir, day.path));
  }

  async #copy(file: StoredFile, snapshot: Snapshot): Promise<void> {
    const { to, stop } = this.#request;
    const target = join(to, 'data', file.path);
    if (this.#files.delete(`data/${file.path}`)) {
      this.#totalBytes += snapshot.bytes;
      rmSync(target);
    }
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
    this.#files.set(path, { path, bytes, sha256, schema });
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

/** Of the files in a folder that are there. */
function sizesOf(folder: string, names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
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
  const text = accessDenied(to, 'write', error) ?? {
    ja: `${to} へバックアップできません（${messageOf(error)}）`,
    en: `the backup to ${to} failed (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}

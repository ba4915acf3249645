import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AppError, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';

/** A built file of the pages, in memory. */
export interface Asset {
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Quoted, as the header has it. */
  readonly etag: string;
  /** Its name holds a hash of its content. */
  readonly immutable: boolean;
}

/** By the path of the request, as in `/index.html`. */
export type Assets = ReadonlyMap<string, Asset>;

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(SOURCE, '..', '..');
const WEB = join(SOURCE, 'web');
const BUILDER = join(SOURCE, 'build-pages.ts');
/** In a package: the pages as they were built with it, where their sources are not. */
const PACKED = join(SOURCE, 'pages');
/** One folder a build, named by the hash of what it was built from. */
const BUILT = join(ROOT, 'dist', 'board');
/** Everything that can change the built pages. */
const BUILT_FROM = [
  WEB,
  BUILDER,
  join(SOURCE, 'dto.ts'),
  join(SOURCE, 'dto'),
  join(ROOT, 'src', 'core'),
  join(ROOT, 'package-lock.json'),
];

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Which script builds the pages, and the folder of its builds. */
export interface BuildPlace {
  readonly builder: string;
  readonly built: string;
}

export interface AssetsOptions {
  /** Where the pages cannot be built, an older build is not taken in their place. */
  readonly onlyFresh?: boolean;
  /** Absent = the board's own. */
  readonly place?: BuildPlace;
}

/**
 * The pages: in a package those that came with it, else built first where their sources are newer
 * than what is there. Where they cannot be built the newest build is taken; rejects with
 * `board_unavailable` where there is none.
 */
export async function loadAssets(
  log: Log,
  { onlyFresh = false, place = { builder: BUILDER, built: BUILT } }: AssetsOptions = {},
): Promise<Assets> {
  if (existsSync(PACKED)) return await readAssets(PACKED);
  const hash = await hashOf(BUILT_FROM);
  const folder = join(place.built, hash);
  const cause = existsSync(folder) ? null : await build(folder, place, log);
  const older = onlyFresh ? null : await newestBuild(place.built);
  const found = existsSync(folder) ? folder : older;
  if (found === null) {
    const text = {
      ja: '画面のファイルがまだ無く、作成もできませんでした',
      en: 'the pages are not built and could not be built',
    };
    throw new AppError('board_unavailable', text, { cause });
  }
  return await readAssets(found);
}

/**
 * Builds in a process of its own, so that the builder's memory is not the service's. Resolves with why
 * it could not; null = it could.
 */
async function build(folder: string, { builder, built }: BuildPlace, log: Log): Promise<unknown> {
  let cause: unknown = null;
  await mkdir(built, { recursive: true });
  const temporary = `${folder}.${process.pid}.tmp`;
  const startedAt = performance.now();
  try {
    await promisify(execFile)(process.execPath, [builder, temporary], { cwd: ROOT });
    await moveInto(temporary, folder);
    log.info('board.pages_built', { durationMs: Math.round(performance.now() - startedAt) });
  } catch (error) {
    cause = error;
    log.warn('board.pages_not_built', { error: messageOf(error) });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  await removeOlderBuilds(built, log);
  return cause;
}

/** Another process may have built the same at the same time; its build is as good. */
async function moveInto(temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

const KEPT_BUILDS = 3;

async function removeOlderBuilds(built: string, log: Log): Promise<void> {
  for (const old of (await builds(built)).slice(KEPT_BUILDS)) {
    await rm(old, { recursive: true, force: true });
    log.debug('board.pages_removed', { folder: relative(ROOT, old) });
  }
}

async function newestBuild(built: string): Promise<string | null> {
  return (await builds(built))[0] ?? null;
}

/** Newest first. */
async function builds(built: string): Promise<readonly string[]> {
  if (!existsSync(built)) return [];
  const names = (await readdir(built)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const dated = await Promise.all(
    names.map(async (name) => {
      const path = join(built, name);
      return { path, at: (await stat(path)).mtimeMs };
    }),
  );
  return dated.sort((a, b) => b.at - a.at).map(({ path }) => path);
}

async function readAssets(folder: string): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for (const file of await filesOf(folder)) {
    const body = await readFile(file);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    assets.set(path, {
      body,
      contentType: CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
      immutable: path.startsWith('/assets/'),
    });
  }
  return assets;
}

/** Hash of the names and contents of files and folders that are there. */
async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (!existsSync(path)) continue;
    for (const file of await filesOf(path)) {
      hash.update(`${relative(ROOT, file)}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The file itself, or all files below a folder, in the order of their names. */
async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

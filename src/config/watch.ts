import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { background } from '../core/background.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { DEEPEST, isWatchedFolder, isWatchedName } from './watched-path.ts';

export interface WatchOptions {
  /** The configuration's folder. */
  readonly dir: string;
  /** Called once for each change, when the files have come to rest. */
  onChange(): void;
  readonly log: Log;
  /** A file that was changed after this, epoch ms, is told of at once; default the start of the watch. */
  readonly readAt?: number;
  /** How long nothing may change before a change counts, ms; default 500. */
  readonly restMs?: number;
  /** How often the folder is looked at where the system reports nothing (network drives), ms; default 15 s. */
  readonly pollMs?: number;
}

export interface ConfigWatch {
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>;
}

const REST_MS = 500;
const POLL_MS = 15_000;

/**
 * Watches the files of a configuration folder. What the system reports only makes it look again: it is
 * a change when names, sizes, times or places of the files differ from those before, so an editor
 * that renames, a file that vanishes for a moment and a report that never comes are all the same.
 */
export async function watchConfig(options: WatchOptions): Promise<ConfigWatch> {
  const watching = new FolderWatch(options);
  await watching.start();
  return watching;
}

class FolderWatch implements ConfigWatch {
  readonly #options: WatchOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  #known = '';
  /** Of the last look: when the newest file was changed, epoch ms. */
  #newestMs = 0;
  #poll: NodeJS.Timeout | null = null;
  #rest: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const seen = await this.#look();
    const { readAt = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#newestMs > readAt) this.#waitForRest(seen);
    else this.#known = seen;
    this.#poll = setInterval(() => this.#stir(), this.#options.pollMs ?? POLL_MS);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#poll !== null) clearInterval(this.#poll);
    if (this.#rest !== null) clearTimeout(this.#rest);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    await this.#looking;
  }

  /** Looks at once, one look after the other. */
  #stir(): void {
    this.#looking = this.#looking.then(() => this.#compare());
    background(this.#looking, 'watch the configuration', this.#options.log);
  }

  async #compare(): Promise<void> {
    if (this.#isClosed) return;
    const seen = await this.#look();
    if (this.#isClosed || seen === this.#known) return;
    this.#waitForRest(seen);
  }

  /** Tells of the change once two looks, one rest apart, are the same. */
  #waitForRest(seen: string): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#looking = this.#looking.then(async () => {
        const again = await this.#look();
        if (this.#isClosed || again === this.#known) return;
        if (again !== seen) {
          this.#waitForRest(again);
          return;
        }
        this.#known = again;
        this.#options.onChange();
      });
      background(this.#looking, 'watch the configuration', this.#options.log);
    }, this.#options.restMs ?? REST_MS);
  }

  /** What tells one state of the files from another; also watches the folders that it comes by. */
  async #look(): Promise<string> {
    const hash = createHash('sha256');
    const folders = new Set<string>();
    this.#newestMs = 0;
    const lookInto = async (path: string, depth: number): Promise<void> => {
      folders.add(path);
      for (const name of await namesIn(path)) {
        const child = join(path, name);
        const found = await factsOf(child);
        if (found === null) continue;
        if (!found.isFolder) {
          hash.update(`${child}\n${found.facts}\n`);
          this.#newestMs = Math.max(this.#newestMs, found.changedMs);
        } else if (depth < DEEPEST && isWatchedFolder(name)) await lookInto(child, depth + 1);
      }
    };
    await lookInto(this.#options.dir, 1);
    this.#watchFolders(folders);
    return hash.digest('hex');
  }

  #watchFolders(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    if (this.#isClosed) return;
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watchFolder(folder);
  }

  /** Where the system cannot watch, the slow look is what remains. */
  #watchFolder(folder: string): void {
    const { log } = this.#options;
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#stir());
      watcher.on('error', (error) => {
        log.debug('config.watch_ended', { folder, error: messageOf(error) });
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch (error) {
      log.warn('config.watch_unavailable', { folder, error: messageOf(error) });
    }
  }
}

/** Names of what a configuration may hold, in order; none where the folder is gone or closed to us. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter(isWatchedName).sort();
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return [];
  }
}

interface Found {
  readonly isFolder: boolean;
  readonly facts: string;
  /** Epoch ms. */
  readonly changedMs: number;
}

/** null where it is gone again. */
async function factsOf(path: string): Promise<Found | null> {
  try {
    const { mtimeNs, size, ino, mode } = await stat(path, { bigint: true });
    const isFolder = (mode & 0o170000n) === 0o040000n;
    return {
      isFolder,
      facts: `${mtimeNs} ${size} ${ino} ${mode}`,
      changedMs: Number(mtimeNs) / 1e6,
    };
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

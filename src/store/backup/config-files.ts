import {
  accessSync,
  constants,
  copyFileSync,
  type Dirent,
  readdirSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { accessDenied } from '../../core/access-denied.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import {
  apartLeftOut,
  type LeftOut,
  loopLeftOut,
  noFileLeftOut,
  secretsLeftOut,
} from './left-out.ts';
import { holds, makeDirectory, realPathOf } from './target-directory.ts';

export interface ConfigFiles {
  /** Below the folder, with `/`. */
  readonly files: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Files of a configuration folder and of the folders that links in it lead to, unless such a folder
 * holds the link itself. What is in one of the folders `apart`, or holds one, is left out, and so is
 * `secrets`: a copy of them would lie where nobody looks after it. Names that begin with a dot are left
 * out. Throws `store_unavailable`, naming what cannot be read.
 */
export function configFiles(dir: string, apart: readonly string[]): ConfigFiles {
  const leftOut: LeftOut[] = [];
  const walk = { leftOut, apart: apart.map(realPathOf) };
  return { files: filesIn(dir, [realPathOf(dir)], walk), leftOut };
}

/** Copies a file and makes its folders. Throws `store_unavailable`, naming the file. */
export function copyWithFolders(from: string, to: string): void {
  makeDirectory(dirname(to));
  try {
    copyFileSync(from, to);
  } catch (error) {
    throw unreadable(from, error);
  }
}

/** Where `influx setup` writes its tokens. */
const SECRETS = 'secrets';

interface Walk {
  readonly leftOut: LeftOut[];
  /** Without links, as all folders compared. */
  readonly apart: readonly string[];
}

/** `entered`: the folders walked through to come here, each by its real path. */
function filesIn(dir: string, entered: readonly string[], walk: Walk): string[] {
  return entriesOf(dir).flatMap((entry) => {
    const { name } = entry;
    if (name.startsWith('.')) return [];
    const path = join(dir, name);
    const below = (real: string) =>
      filesIn(path, [...entered, real], walk).map((each) => `${name}/${each}`);
    const leaveOut = (one: LeftOut) => {
      walk.leftOut.push(one);
      return [];
    };
    if (name === SECRETS && entered.length === 1) return leaveOut(secretsLeftOut(path));
    if (entry.isDirectory()) {
      const real = realPathOf(path);
      return walk.apart.includes(real) ? leaveOut(apartLeftOut(path)) : below(real);
    }
    const found = readableStatsOf(path);
    if (found.isFile()) return [name];
    if (!found.isDirectory()) return leaveOut(noFileLeftOut(path));
    const real = realpathSync(path);
    const isLoop = entered.some((folder) => holds(real, folder));
    const isApart = walk.apart.some((folder) => holds(real, folder) || holds(folder, real));
    if (isLoop) return leaveOut(loopLeftOut(path));
    return isApart ? leaveOut(apartLeftOut(path)) : below(real);
  });
}

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw unreadable(dir, error);
  }
}

/** Of what a link leads to; throws also for a file that may not be read. */
function readableStatsOf(path: string): Stats {
  try {
    const found = statSync(path);
    if (found.isFile()) accessSync(path, constants.R_OK);
    return found;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const text = accessDenied(path, 'read', error) ?? {
    ja: `${path} をバックアップへコピーできません（${messageOf(error)}）`,
    en: `${path} cannot be copied to the backup (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}

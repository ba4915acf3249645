import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../core/errors.ts';

/** Where a store lies. */
export interface StoreDirectory {
  /** The directory that holds `samples/`. */
  readonly dir: string;
  /** Data of a practice council. */
  readonly practice: boolean;
}

const PRACTICE = 'practice';

/** The directory given, else its `practice/`; throws `not_found` where neither holds a store. */
export function storeDirectoryOf(dataDir: string): StoreDirectory {
  for (const dir of [dataDir, join(dataDir, PRACTICE)]) {
    if (!existsSync(join(dir, 'samples')) && !existsSync(join(dir, 'state.sqlite'))) continue;
    return { dir, practice: basename(resolve(dir)) === PRACTICE };
  }
  throw new AppError('not_found', {
    ja: `${dataDir} に計測値がありません`,
    en: `${dataDir} holds no samples`,
  });
}

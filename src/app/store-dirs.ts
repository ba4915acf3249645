import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { isOwned } from '../store/embedded/directory-lock.ts';
import { lockPath, statePath } from '../store/embedded/file-names.ts';

/** Where one store lies. */
export interface StoreDir {
  readonly dir: string;
  /** It lies in the `practice` folder of a data directory: its sites are simulated ones. */
  readonly practice: boolean;
  /** A service owns it now. */
  readonly running: boolean;
}

/**
 * The store below a data directory that is meant: the one of a running service, else that of public
 * targets, else the practice one. Throws `not_found` where no service ever kept anything.
 */
export function storeDirIn(dataDir: string): StoreDir {
  const found = [
    { dir: dataDir, practice: false },
    { dir: join(dataDir, 'practice'), practice: true },
  ]
    .filter(({ dir }) => existsSync(lockPath(dir)) || existsSync(statePath(dir)))
    .map((each) => ({ ...each, running: isOwned(lockPath(each.dir)) }));
  const meant = found.find(({ running }) => running) ?? found[0];
  if (meant !== undefined) return meant;
  throw new AppError('not_found', {
    ja: `${dataDir} には計測サービスのデータがありません（場所は --data で指定します）`,
    en: `${dataDir} holds no data of a service (--data says where it is)`,
  });
}

import type { Config } from '../../core/config.ts';
import { readOwnFields } from '../control/direct-state.ts';
import { storeDirIn } from '../store-directory.ts';
import { withOwnFields } from './own-fields.ts';

/**
 * What the files say, with what members have set on the board, as a data directory holds it, also beside
 * the service that owns it; the files alone where there is none yet. Throws `store_newer` or
 * `store_unavailable`.
 */
export function configInForce(files: Config, dataDir: string): Config {
  return withOwnFields(files, readOwnFields(storeDirIn(dataDir, files.practice)));
}

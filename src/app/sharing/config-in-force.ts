import type { Config } from '../../core/config.ts';
import { readConsents } from '../control/direct-state.ts';
import { storeDirIn } from '../store-directory.ts';
import { withChoices } from './member-choices.ts';

/**
 * What the files say, with what members have chosen on the board, as a data directory holds it, also beside
 * the service that owns it; the files alone where there is none yet. Throws `store_newer` or
 * `store_unavailable`.
 */
export function configInForce(files: Config, dataDir: string): Config {
  return withChoices(files, readConsents(storeDirIn(dataDir, files.practice)));
}

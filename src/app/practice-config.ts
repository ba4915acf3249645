import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../core/config.ts';
import { wrongValue } from '../core/wrong-value.ts';
import {
  PRACTICE_SIZES,
  type PracticeSize,
  practiceCouncil,
} from '../practice/practice-council.ts';
import { requireFolder } from './load-config.ts';
import { validOf, type Warn } from './validate.ts';

/** The size that `--practice` names; throws `usage` for any other. */
export function practiceSizeOf(text: string): PracticeSize {
  const known = PRACTICE_SIZES.find((size) => size === text);
  if (known !== undefined) return known;
  throw wrongValue('--practice', { ja: ' small か full ', en: 'small or full' }, text);
}

/**
 * The practice council under the council, operator, store and board of the folder's `yamabiko.yaml`;
 * its `sectors/` is not read. Without a folder `./config` is taken, and the shipped settings where
 * there is no such file. Rejects with `usage` or `config_invalid`.
 */
export async function practiceConfig(
  size: PracticeSize,
  dir: string | null,
  warn: Warn,
): Promise<Config> {
  if (dir !== null) await requireFolder(dir);
  const wanted = dir ?? 'config';
  const folder = existsSync(join(wanted, 'yamabiko.yaml')) ? wanted : shippedDir();
  const loaded = await loadConfig(folder, { withoutSectors: true });
  return practiceCouncil(validOf(loaded, folder, warn), size);
}

/** `config/` beside `src/` or, in a package, beside `dist/`. */
function shippedDir(): string {
  return fileURLToPath(new URL('../../config', import.meta.url));
}

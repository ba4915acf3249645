import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { readSourceFile } from '../config/source-file.ts';
import type { Config } from '../core/config.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { hasIpv6Loopback } from '../practice/ipv6-loopback.ts';
import { ownWindows, type StrangeNames } from '../practice/own-windows.ts';
import {
  PRACTICE_SIZES,
  type PracticeSize,
  practiceCouncil,
} from '../practice/practice-council.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { requireFolder } from './load-config.ts';
import { PACKAGE_ROOT } from './package-root.ts';
import { validOf, type Warn } from './validate.ts';

/** The size that `--practice` names; throws `usage` for any other. */
export function practiceSizeOf(text: string): PracticeSize {
  const known = PRACTICE_SIZES.find((size) => size === text);
  if (known !== undefined) return known;
  throw wrongValue('--practice', { ja: ' small か full ', en: 'small or full' }, text);
}

/**
 * The practice council of today under the council, operator, store and board of the folder's `yamabiko.yaml`;
 * its `sectors/` is not read, and planned work that names nobody of the
 * practice council is told to `warn`. Without a folder `./config` is taken, and the shipped settings where
 * there is no such file. Rejects with `usage` or `config_invalid`.
 */
export async function practiceConfig(
  size: PracticeSize,
  dir: string | null,
  warn: Warn,
): Promise<Config> {
  const now = systemClock.now();
  if (dir !== null) await requireFolder(dir);
  const wanted = dir ?? 'config';
  const folder = existsSync(join(wanted, 'yamabiko.yaml')) ? wanted : shippedDir();
  const loaded = await loadConfig(folder, { withoutSectors: true });
  const base = validOf(loaded, folder, warn);
  const council = practiceCouncil(base, size, { now, hasIpv6: await hasIpv6Loopback() });
  const { strange } = ownWindows(base.maintenance, council.sectors);
  if (strange.length > 0) await warnOfStrangeNames(strange, folder, warn);
  return council;
}

const NAMED_AT_MOST = 3;

/** Each where it stands in `yamabiko.yaml`, whose windows are all that was read. */
async function warnOfStrangeNames(
  strange: readonly StrangeNames[],
  folder: string,
  warn: Warn,
): Promise<void> {
  const { source } = await readSourceFile(folder, 'yamabiko.yaml');
  for (const { index, ids } of strange) {
    const shown = ids.slice(0, NAMED_AT_MOST);
    const more = ids.length - shown.length;
    const ja = shown.join('、') + (more === 0 ? '' : ` ほか ${more} 件`);
    const en = shown.join(', ') + (more === 0 ? '' : ` and ${more} more`);
    const warning = source?.problem(['maintenance', index], {
      code: 'not_used',
      expected: {
        ja: `模擬の協議会にない id（${ja}）には、この計画作業は使われません`,
        en: `this planned work is not used for ${en}: the practice council has no such id`,
      },
    });
    if (warning !== undefined) warn(warning);
  }
}

/** The example that comes with the program. */
function shippedDir(): string {
  return join(PACKAGE_ROOT, 'config');
}

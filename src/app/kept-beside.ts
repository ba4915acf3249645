import { join } from 'node:path';
import { APPLIED_FILE } from '../config/applied-config.ts';
import { dayTextsIn } from '../store/day-texts.ts';
import { RELEASED_FILE } from './buckets/released-file.ts';
import { RELEASED_DURING_FILE } from './buckets/sector-releases.ts';
import { FACTS_FILE } from './facts/facts-file.ts';
import { SIGNS_FILE } from './facts/open-signs.ts';
import { RELEASES_DIR } from './past/release-history.ts';

const FILES = [APPLIED_FILE, FACTS_FILE.name, SIGNS_FILE, RELEASED_FILE, RELEASED_DURING_FILE];

/**
 * What lies beside the store in a data directory and is found again after a restart, by name, whether it is
 * there or not: the configuration in force, what is known of sites, and what was released, now and in the past.
 */
export function keptBeside(dir: string): readonly string[] {
  const releases = dayTextsIn(join(dir, RELEASES_DIR)).map((name) => `${RELEASES_DIR}/${name}`);
  return [...FILES, ...releases];
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readApplied } from '../config/applied-config.ts';
import { knownTargets } from '../store/embedded/known-targets.ts';
import { PRACTICE_DIR } from './store-directory.ts';

/**
 * Ids of targets that were measured or configured once, from a data directory and its `practice/`;
 * empty where there is none.
 */
export async function usedIdsIn(dataDir: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const dir of [dataDir, join(dataDir, PRACTICE_DIR)]) {
    const applied = await readApplied(dir);
    for (const { kind, id } of applied?.parts ?? []) if (kind === 'target') ids.add(id);
    const hasFiles = ['samples', 'rollups'].some((name) => existsSync(join(dir, name)));
    for (const id of hasFiles ? knownTargets(dir) : []) ids.add(id);
  }
  return ids;
}

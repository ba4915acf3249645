import { readApplied } from '../../config/applied-config.ts';
import { type Config, targetsOf } from '../../core/config.ts';
import { PRACTICE_SIZES } from '../../practice/practice-council.ts';
import { readOwnFields } from '../control/direct-state.ts';
import { practiceConfig } from '../practice-config.ts';
import { withOwnFields } from '../sharing/own-fields.ts';
import type { StoreDirectory } from '../store-directory.ts';
import { requireConfig, type Warn } from '../validate.ts';

/**
 * The configuration whose rules judge a store; `dir` null = `./config`. What `run --practice` measured is
 * judged by the practice council under the folder's `yamabiko.yaml`, of the size that was measured. Work
 * that members planned on the board is among what is planned. Rejects with `usage`, `config_invalid`,
 * `store_newer` or `store_unavailable`.
 */
export async function backtestConfig(
  dir: string | null,
  store: StoreDirectory,
  warn: Warn,
): Promise<Config> {
  if (store.practice) {
    const measured = await measuredIn(store.dir);
    for (const size of PRACTICE_SIZES) {
      const council = await practiceConfig(size, dir, () => {});
      const known = new Set(targetsOf(council).map(({ target }) => target.id));
      if (measured.length > 0 && measured.every((id) => known.has(id))) {
        return withPlannedWork(council, store);
      }
    }
  }
  return withPlannedWork(await requireConfig(dir ?? 'config', warn), store);
}

/** Consents and contacts that members have set change no judgement, and stay the files'. */
function withPlannedWork(files: Config, { dir }: StoreDirectory): Config {
  const { works } = readOwnFields(dir);
  return withOwnFields(files, { consents: [], contacts: [], works });
}

/** Ids of the configuration that the store's service has, or had last. */
async function measuredIn(storeDir: string): Promise<readonly string[]> {
  const applied = await readApplied(storeDir);
  return (applied?.parts ?? []).filter(({ kind }) => kind === 'target').map(({ id }) => id);
}

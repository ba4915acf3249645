import { DayFiles } from './day-files.ts';
import { RollupFiles } from './rollup-files.ts';
import type { FileOptions } from './sqlite-file.ts';

/**
 * Ids of every target that a data directory has anything of, in order; it writes nothing and locks
 * nobody out. Throws `store_unavailable` or `store_newer`.
 */
export function knownTargets(dir: string): readonly string[] {
  const options: FileOptions = { readOnly: true, sync: 'normal' };
  const ids = new Set<string>();
  const add = (targets: readonly string[]): null => {
    for (const target of targets) ids.add(target);
    return null;
  };
  const rollups = new RollupFiles(dir, options, null);
  const days = new DayFiles(dir, options, null);
  try {
    for (const month of rollups.months(0, Number.MAX_SAFE_INTEGER)) {
      rollups.readMonth(month, (file) => add(file.series.targets()));
    }
    for (const day of days.days(0, Number.MAX_SAFE_INTEGER)) {
      days.readDay(day, (file) => add(file.series.targets()));
    }
  } finally {
    days.close();
    rollups.close();
  }
  return [...ids].sort();
}

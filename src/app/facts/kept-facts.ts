import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import { noLog } from '../../core/ports/log.ts';
import { type FactsSnapshot, TargetFacts } from '../../probe/facts/facts-book.ts';
import type { ScheduledTarget } from '../../schedule/roster.ts';
import { KeptFile } from '../kept-file.ts';
import { FACTS_FILE } from './facts-file.ts';
import { factsTargets } from './facts-targets.ts';

/**
 * What the targets had in common when a service last kept it in `dir`; only what the configuration
 * declares where nothing was kept, or nothing that can be read.
 */
export async function keptFacts(
  dir: string,
  series: readonly ScheduledTarget[],
  config: Config,
): Promise<FactsBook> {
  const book = new TargetFacts({ systemOf: () => null });
  const file = new KeptFile<FactsSnapshot>(join(dir, FACTS_FILE.name), FACTS_FILE.damagedEvent);
  const known = await file.read(noLog);
  if (known !== null) book.restore(known);
  book.setTargets(factsTargets(series, config));
  return book;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../config/problem.ts';
import { readSourceFile } from '../../config/source-file.ts';
import type { Config } from '../../core/config.ts';
import type { FactsBook } from '../../core/ports/facts-book.ts';
import { FACTS_FILE } from '../facts/facts-file.ts';
import { keptFacts } from '../facts/kept-facts.ts';
import { scheduledTargets } from '../scheduled-targets.ts';
import { contactWarnings } from './contact-warnings.ts';

/**
 * Warnings about the contacts of a valid configuration in `dir`, each where it stands; by what the
 * service learned of the sites in `storeDir`, by domains alone where there is nothing.
 */
export async function validatedContacts(
  dir: string,
  config: Config,
  storeDir: string,
): Promise<readonly Problem[]> {
  const warnings = contactWarnings(config, await factsIn(storeDir, config));
  const files = [...new Set(warnings.map(({ file }) => file))];
  const sources = new Map(
    await Promise.all(
      files.map(async (file) => [file, (await readSourceFile(dir, file)).source] as const),
    ),
  );
  return warnings.flatMap(({ file, path, code, text }) => {
    const problem = sources.get(file)?.problem(path, { code, found: null, expected: text });
    return problem ?? [];
  });
}

const NOTHING: Pick<FactsBook, 'factsOf'> = { factsOf: () => [] };

/** Practice sites have no URL, so nothing is in common with them. */
async function factsIn(storeDir: string, config: Config): Promise<Pick<FactsBook, 'factsOf'>> {
  if (config.practice || !existsSync(join(storeDir, FACTS_FILE.name))) return NOTHING;
  return keptFacts(storeDir, scheduledTargets(config, null), config);
}

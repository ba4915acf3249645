import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';

/** Below the folder of what is written for Grafana. */
export const ORGANISATIONS_FILE = 'organisations.json';

/** Ids of the sectors' organisations by sector id, as Grafana gave them. */
const organisationsSchema = z.record(z.string(), z.int().positive());

/** Empty where no Grafana was set up; rejects with `setup_failed` for a file that cannot be used. */
export async function readOrganisations(grafanaDir: string): Promise<ReadonlyMap<string, number>> {
  const path = join(grafanaDir, ORGANISATIONS_FILE);
  try {
    const file = organisationsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Map(Object.entries(file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map();
    const text = {
      ja: `${path} を使えません（${messageOf(error)}）`,
      en: `${path} cannot be used (${messageOf(error)})`,
    };
    throw new AppError('setup_failed', text, { cause: error });
  }
}

export function organisationsText(organisations: ReadonlyMap<string, number>): string {
  const sorted = [...organisations].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

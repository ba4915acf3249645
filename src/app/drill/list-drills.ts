import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULTS } from '../../config/defaults.ts';
import { formatProblem } from '../../config/problem.ts';
import type { Language } from '../../core/words/language.ts';
import type { Scenario } from '../../core/words/scenario.ts';
import { zoneOf } from '../zone-of.ts';
import { scenariosOf } from './find-scenario.ts';

export interface DrillList {
  readonly scenarios: readonly Scenario[];
  /** What is wrong with other files, one a line. */
  readonly problems: readonly string[];
  /** The council's IANA name. */
  readonly timezone: string;
}

/** The drills that a service of this configuration folder can run; null = `./config`. */
export async function listDrills(dir: string | null, language: Language): Promise<DrillList> {
  const isConfig = existsSync(join(dir ?? 'config', 'yamabiko.yaml'));
  const timezone = isConfig ? await zoneOf(null, dir) : DEFAULTS.timezone;
  const { scenarios, problems } = await scenariosOf(dir, timezone);
  return { scenarios, timezone, problems: problems.map((each) => formatProblem(each, language)) };
}

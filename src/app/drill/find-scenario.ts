import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedScenarios, loadScenarios } from '../../config/drill-load.ts';
import { formatProblem } from '../../config/problem.ts';
import { AppError } from '../../core/errors.ts';
import { nearestOf } from '../../core/nearest.ts';
import type { Language } from '../../core/words/language.ts';
import type { Scenario } from '../../core/words/scenario.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/** The drills of a configuration folder; null = `./config`. Where it has no `drills/`, the shipped ones. */
export async function scenariosOf(dir: string | null, timezone: string): Promise<LoadedScenarios> {
  const wanted = dir ?? 'config';
  const folder = existsSync(join(wanted, 'drills')) ? wanted : join(PACKAGE_ROOT, 'config');
  return await loadScenarios(folder, timezone);
}

/**
 * The one of this id; rejects with `not_found` where there is none, and `config_invalid`, a line for
 * every problem, where its file is wrong.
 */
export async function findScenario(
  id: string,
  dir: string | null,
  timezone: string,
): Promise<Scenario> {
  const { scenarios, problems } = await scenariosOf(dir, timezone);
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const own = problems.filter(({ file }) => file === `drills/${id}.yaml`);
  if (own.length > 0) {
    const lines = (language: Language) =>
      own.map((problem) => `\n  ${formatProblem(problem, language)}`).join('');
    throw new AppError('config_invalid', {
      ja: `訓練 ${id} のファイルに ${own.length} 件の誤りがあります${lines('ja')}`,
      en: `the file of the drill ${id} has problems${lines('en')}`,
    });
  }
  const nearest = nearestOf(
    id,
    scenarios.map((scenario) => scenario.id),
  );
  throw new AppError('not_found', {
    ja: `${id} という訓練はありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。一覧: npx yamabiko drill list`,
    en: `there is no drill ${id}${nearest === null ? '' : ` (did you mean ${nearest}?)`}; all drills: npx yamabiko drill list`,
  });
}

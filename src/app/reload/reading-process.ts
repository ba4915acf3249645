import { constants, setPriority } from 'node:os';
import { planBase, readApplied, writeApplied } from '../../config/applied-config.ts';
import { fileDigests } from '../../config/file-digests.ts';
import { toldPlan } from '../../config/plan/told-plan.ts';
import { type Plan, planBetween } from '../../config/plan.ts';
import { formatProblem, type Problem } from '../../config/problem.ts';
import type { Config } from '../../core/config.ts';
import type { ReloadProblem } from '../../core/ports/reload-status.ts';
import type { Language } from '../../core/words/language.ts';
import { loadFolder } from '../load-config.ts';
import { failureText } from './failure-text.ts';
import { headOf, pinned } from './pinned.ts';
import {
  asToReading,
  type FromReading,
  type PlanCounts,
  type ToReading,
} from './reading-messages.ts';

/**
 * Entry of the process that reads a changed configuration: thousands of targets take seconds, which
 * the service needs for its slots. It comes after everybody else and ends with the channel.
 */
setPriority(constants.priority.PRIORITY_LOW);
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('SIGHUP', () => undefined);
process.on('disconnect', () => process.exit(0));

let dataDir = '';
let taken: Config | null = null;

process.on('message', (message) => {
  answer(asToReading(message)).catch((error: unknown) => {
    tell({ kind: 'failed', text: failureText(error) });
  });
});

async function answer(message: ToReading): Promise<void> {
  if (message.kind === 'read') {
    await read(message);
    return;
  }
  if (taken !== null) await writeApplied(dataDir, taken, message.note);
  tell({ kind: 'recorded' });
}

async function read(message: Extract<ToReading, { readonly kind: 'read' }>): Promise<void> {
  const digests = await fileDigests(message.dir);
  const loaded = await loadFolder(message.dir);
  if (!loaded.ok) {
    tell({ kind: 'invalid', problems: loaded.problems.map(reloadProblemOf), digests });
    return;
  }
  dataDir = message.dataDir;
  const applied = await readApplied(dataDir);
  const { config, restart } = pinned(loaded.config, message.running);
  taken = config;
  const { touched } = message;
  const plan = planBetween(planBase(applied), config, { touched });
  tell({ kind: 'head', head: headOf(config) });
  for (const sector of config.sectors) tell({ kind: 'sector', sector });
  const told = toldPlan(plan);
  const warnings = loaded.warnings.length;
  tell({ kind: 'read', plan: countsOf(plan), told, digests, restart, warnings });
}

function countsOf({ added, removed, renamed, changed, removals }: Plan): PlanCounts {
  return {
    added: added.length,
    removed: removed.length,
    renamed: renamed.length,
    changed: changed.length,
    removals,
  };
}

function reloadProblemOf(problem: Problem): ReloadProblem {
  const { file, line, column } = problem;
  const place = `${file}:${line}:${column}`;
  const textIn = (language: Language) =>
    formatProblem(problem, language)
      .slice(place.length)
      .replace(/^[: ]+/, '');
  return { file, line, text: { ja: textIn('ja'), en: textIn('en') } };
}

/** Where nobody listens any more nothing is left to do: a failure is then the end, not an error. */
function tell(message: FromReading): void {
  process.send?.(message, undefined, undefined, (error) => {
    if (error !== null) process.exit(0);
  });
}

import type { LoadedConfig } from '../config/load.ts';
import { formatProblem, inOrder, type Problem } from '../config/problem.ts';
import { type Config, targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { StoppedTarget } from '../core/words/audit.ts';
import type { Language } from '../core/words/language.ts';
import { readStopped } from './control/direct-state.ts';
import { isFolder, loadFolder } from './load-config.ts';
import { validatedContacts } from './notices/validated-contacts.ts';
import { secretWarnings } from './secret-warnings.ts';
import { storeDirIn } from './store-directory.ts';
import { tlsWarnings } from './tls/tls-warnings.ts';

export interface ConfigCounts {
  readonly sectors: number;
  readonly members: number;
  readonly targets: number;
}

export interface ConfigReport {
  /** null where the configuration is invalid. */
  readonly counts: ConfigCounts | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Its targets that were told to stop, as the data directory says. */
  readonly stopped: readonly StoppedTarget[];
  /** Problems and warnings in words, one a line. */
  readonly lines: readonly string[];
}

/**
 * Reads the configuration and reports every problem; rejects with `usage` where there is no folder,
 * never for what the files hold. `dataDir` need not be there; `store_unavailable` where it cannot be read.
 */
export async function validateConfig(
  dir: string,
  dataDir: string,
  language: Language,
): Promise<ConfigReport> {
  const loaded = await loadFolder(dir);
  const problems = loaded.ok ? [] : loaded.problems;
  const found = loaded.ok ? await validConfig(dir, loaded.config, dataDir) : NOTHING_FOUND;
  const warnings = inOrder([...loaded.warnings, ...found.warnings]);
  return {
    counts: loaded.ok ? countsOf(loaded.config) : null,
    problems,
    warnings,
    stopped: found.stopped,
    lines: [
      ...problems.map((each) => formatProblem(each, language)),
      ...warnings.map((each) => warningLine(each, language)),
    ],
  };
}

type Found = Pick<ConfigReport, 'warnings' | 'stopped'>;

const NOTHING_FOUND: Found = { warnings: [], stopped: [] };

/** What only the data directory, or all of a valid configuration, tells. */
async function validConfig(dir: string, config: Config, dataDir: string): Promise<Found> {
  const storeDir = storeDirIn(dataDir, config.practice);
  const stopped = stoppedOf(config, storeDir);
  const contacts = await validatedContacts(dir, config, storeDir);
  const secrets = await secretWarnings(dir, config, process.env);
  const tls = await tlsWarnings(dir, config, Date.now());
  return { stopped, warnings: [...contacts, ...secrets, ...tls] };
}

function stoppedOf(config: Config, storeDir: string): readonly StoppedTarget[] {
  const targets = new Set(targetsOf(config).map(({ target }) => target.id));
  return readStopped(storeDir).filter(({ target }) => targets.has(target));
}

/** A warning as {@link formatProblem} gives it, marked as one. */
export function warningLine(warning: Problem, language: Language): string {
  return `${language === 'ja' ? '警告: ' : 'warning: '}${formatProblem(warning, language)}`;
}

/** Is told what is only worth a warning. */
export type Warn = (warning: Problem) => void;

/**
 * The valid configuration; rejects with `usage` or `config_invalid`, a line for every problem. What
 * only warns is told to `warn`.
 */
export async function requireConfig(dir: string, warn: Warn = () => {}): Promise<Config> {
  return validOf(await loadFolder(dir), dir, warn);
}

/** As {@link requireConfig}, of a configuration that was read. */
export function validOf(loaded: LoadedConfig, dir: string, warn: Warn): Config {
  if (loaded.ok) {
    for (const warning of loaded.warnings) warn(warning);
    return loaded.config;
  }
  const { problems } = loaded;
  const lines = (language: Language): string =>
    problems.map((each) => `\n  ${formatProblem(each, language)}`).join('');
  throw new AppError('config_invalid', {
    ja: `${dir} の設定に ${problems.length} 件の誤りがあります${lines('ja')}`,
    en: `${problemCount(problems.length)} in the configuration ${dir}${lines('en')}`,
  });
}

/** A configuration that a command can do without. */
export interface OptionalConfig {
  /** null where there is none, or an invalid one that was not asked for. */
  readonly config: Config | null;
  /** Of `./config` where it is there and left out for them. */
  readonly problems: number;
}

/** The configuration asked for as {@link requireConfig} gives it; null = `./config` if it is valid. */
export async function optionalConfig(dir: string | null): Promise<OptionalConfig> {
  if (dir !== null) return { config: await requireConfig(dir), problems: 0 };
  if (!(await isFolder('config'))) return { config: null, problems: 0 };
  const loaded = await loadFolder('config');
  return loaded.ok
    ? { config: loaded.config, problems: 0 }
    : { config: null, problems: loaded.problems.length };
}

function problemCount(count: number): string {
  return count === 1 ? 'a problem' : `${count} problems`;
}

export function countsOf(config: Config): ConfigCounts {
  return {
    sectors: config.sectors.length,
    members: config.sectors.reduce((sum, sector) => sum + sector.members.length, 0),
    targets: targetsOf(config).length,
  };
}

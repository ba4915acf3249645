import { loadConfig } from '../config/load.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { type Config, targetsOf } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Language } from '../core/words/language.ts';

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
  /** Problems and warnings in words, one a line. */
  readonly lines: readonly string[];
}

/** Reads the configuration and reports every problem; never throws for what the files hold. */
export async function validateConfig(dir: string, language: Language): Promise<ConfigReport> {
  const loaded = await loadConfig(dir);
  const problems = loaded.ok ? [] : loaded.problems;
  return {
    counts: loaded.ok ? countsOf(loaded.config) : null,
    problems,
    warnings: loaded.warnings,
    lines: [...problems, ...loaded.warnings].map((each) => formatProblem(each, language)),
  };
}

/** The valid configuration; throws `config_invalid` with every problem, a line each. */
export async function requireConfig(dir: string, language: Language): Promise<Config> {
  const loaded = await loadConfig(dir);
  if (loaded.ok) return loaded.config;
  const lines = loaded.problems.map((each) => `\n  ${formatProblem(each, language)}`);
  throw new AppError('config_invalid', `${dir}${lines.join('')}`);
}

export function countsOf(config: Config): ConfigCounts {
  return {
    sectors: config.sectors.length,
    members: config.sectors.reduce((sum, sector) => sum + sector.members.length, 0),
    targets: targetsOf(config).length,
  };
}

/** The council's zone where the configuration can be read, else `Asia/Tokyo`. */
export async function timezoneOf(dir: string): Promise<string> {
  const loaded = await loadConfig(dir);
  return loaded.ok ? loaded.config.council.timezone : 'Asia/Tokyo';
}

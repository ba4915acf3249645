import type { ParseArgsOptionsConfig } from 'node:util';
import type { Language, Text } from '../core/words/language.ts';

/** Exit codes of every command: all well, a problem was found, wrong use. */
export const EXIT = { ok: 0, problem: 1, usage: 2 } as const;

export interface Command {
  readonly name: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  readonly summary: Text;
  /** One line an option or fact, shown by `--help`. */
  readonly details: Text;
  readonly options: ParseArgsOptionsConfig;
  /** Least and most positional arguments. */
  readonly positionals: readonly [number, number];
  /** Resolves with the exit code; an AppError is printed by the caller. */
  run(call: Call): Promise<number>;
}

/** One parsed call of a command. */
export interface Call {
  readonly positionals: readonly string[];
  readonly language: Language;
  /** Value of a string option, null when it was not given. */
  text(option: string): string | null;
  flag(option: string): boolean;
}

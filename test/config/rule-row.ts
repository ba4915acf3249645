import { join } from 'node:path';
import { expect } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem, type ProblemCode } from '../../src/config/problem.ts';
import { isGloballyReachable } from '../../src/probe/address-guard.ts';

export const FIXTURES = join(import.meta.dirname, '../fixtures/config');

/** The rules of planned work are followed from the day of reading on. */
const READ_AT = Date.parse('2026-11-23T12:00:00+09:00');

/** One broken rule: the folder that breaks it, and the one problem that is said of it. */
export interface RuleRow {
  readonly folder: string;
  /** `file:line:column path`. */
  readonly place: string;
  readonly code: ProblemCode;
  readonly en: string;
  readonly ja: string;
}

/** Loads the folder and holds what is said of it to the row, in both languages. */
export async function expectOnlyProblem(row: RuleRow): Promise<void> {
  const loaded = await loadConfig(join(FIXTURES, row.folder), {
    now: READ_AT,
    isReachable: (address, family) => isGloballyReachable({ address, family }),
  });
  const problems = loaded.ok ? [] : loaded.problems;
  expect(problems.map((problem) => formatProblem(problem, 'en'))).toEqual([
    `${row.place}: ${row.en} [${row.code}]`,
  ]);
  expect(problems.map((problem) => formatProblem(problem, 'ja'))).toEqual([
    `${row.place}: ${row.ja} [${row.code}]`,
  ]);
}

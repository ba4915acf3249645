import type { Language, Text } from '../core/words/language.ts';

/** Every rule that a configuration can break, and those that only warn (last). */
export const PROBLEM_CODES = [
  'file_unreadable',
  'file_encoding',
  'yaml_syntax',
  'duplicate_key',
  'unknown_key',
  'missing_key',
  'wrong_type',
  'not_listed',
  'out_of_range',
  'bad_id',
  'duplicate_id',
  'bad_name',
  'sector_file_name',
  'unknown_field',
  'bad_cron',
  'cron_never_fires',
  'timeout_too_long',
  'bad_duration',
  'bad_size',
  'bad_timezone',
  'bad_url',
  'bad_address',
  'bad_contact',
  'duplicate_contact',
  'ceiling_too_wide',
  'quiet_always',
  'bad_date',
  'dates_reversed',
  'thresholds_reversed',
  'bad_status',
  'bad_header',
  'header_both',
  'size_reversed',
  'size_unreachable',
  'no_address',
  'url_and_practice',
  'practice_mixed',
  'enrolment_missing',
  'operator_missing',
  'address_not_public',
  'board_exposed',
  'council_empty',
  'bad_time',
  'bad_path',
  'bad_row',
  'times_reversed',
  'unknown_id',
  'day_kinds_differ',
  'maintenance_never',
  'mail_in_clear',
  'secret_missing',
  'tls_unusable',
  'contacts_fall_with_site',
  'member_not_told',
  'contacts_unverified',
  'secretariat_told_no_names',
  'not_used',
  'file_ignored',
  'sector_empty',
  'not_valid_today',
  'enrolment_in_future',
  'url_twice',
  'maintenance_over',
  'holidays_unknown',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One broken rule, with the place where a person mends it. */
export interface Problem {
  /** Relative to the configuration's folder, with `/`. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** `members[0].targets[2].url`; empty for the whole file. */
  readonly path: string;
  readonly code: ProblemCode;
  /** What is written there, shortened, passwords in URLs hidden; null = nothing. */
  readonly found: string | null;
  /** What may stand there; for warnings and a few others, a sentence that says all. */
  readonly expected: Text;
}

const WARNINGS: ReadonlySet<ProblemCode> = new Set([
  'mail_in_clear',
  'secret_missing',
  'tls_unusable',
  'contacts_fall_with_site',
  'member_not_told',
  'contacts_unverified',
  'secretariat_told_no_names',
  'not_used',
  'file_ignored',
  'sector_empty',
  'not_valid_today',
  'enrolment_in_future',
  'url_twice',
  'maintenance_over',
  'holidays_unknown',
]);

/** Their `expected` is a sentence that says all. */
const SENTENCES: ReadonlySet<ProblemCode> = new Set([
  ...WARNINGS,
  'file_unreadable',
  'practice_mixed',
]);

/** It says something, and the configuration holds all the same. */
export function isWarning({ code }: Problem): boolean {
  return WARNINGS.has(code);
}

/** `file:line:column`, path, what is there, what is expected, the code: one line. */
export function formatProblem(problem: Problem, language: Language): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const subject = problem.path === '' ? place : `${place} ${problem.path}`;
  return `${subject}: ${statementOf(problem)[language]} [${problem.code}]`;
}

function statementOf({ code, found, expected }: Problem): Text {
  if (SENTENCES.has(code)) return expected;
  if (found === null && code === 'yaml_syntax') {
    return {
      ja: `ファイルがここで終わっています。必要なもの: ${expected.ja}`,
      en: `the file ends here; expected ${expected.en}`,
    };
  }
  if (found === null) {
    return {
      ja: `書かれていません。必要なもの: ${expected.ja}`,
      en: `missing; expected ${expected.en}`,
    };
  }
  return {
    ja: `「${found}」となっています。書けるもの: ${expected.ja}`,
    en: `found "${found}"; expected ${expected.en}`,
  };
}

/**
 * By file, `yamabiko.yaml` first, then by place; a rule broken at one place is said once, however
 * many inherit what stands there.
 */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const place = placeOf(problem);
    if (!byPlace.has(place)) byPlace.set(place, problem);
  }
  const rank = (problem: Problem) => (problem.file === 'yamabiko.yaml' ? 0 : 1);
  return [...byPlace.values()].toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column,
  );
}

function placeOf({ file, line, column, path, code }: Problem): string {
  return [file, line, column, path, code].join(' ');
}

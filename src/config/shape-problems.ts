import type { z } from 'zod';
import type { Text } from '../core/words/language.ts';
import { EXPECTATIONS, expectationNamed } from './expectation.ts';
import { nearestHint } from './nearest-hint.ts';
import type { Problem } from './problem.ts';
import { type Path, type SourceFile, valueAt } from './source-file.ts';

type Issue = z.core.$ZodIssue;

/** What a file's shape breaks, from the issues of its schema. */
export function problemsOfShape(source: SourceFile, error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(source, issue, []));
}

function problemsOfIssue(source: SourceFile, issue: Issue, above: Path): readonly Problem[] {
  const path: Path = [
    ...above,
    ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
  ];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(source, [...path, key], issue.message));
  }
  const value = valueAt(source.data, path);
  if (issue.code === 'invalid_union') {
    const branch = branchOf(issue.errors, value);
    if (branch !== null) return branch.flatMap((inner) => problemsOfIssue(source, inner, path));
  }
  const { code, text } = expectationOf(issue, value);
  return [
    source.problem(path, { code: value === undefined ? 'missing_key' : code, expected: text }),
  ];
}

function unknownKey(source: SourceFile, path: Path, message: string): Problem {
  const found = String(path.at(-1));
  return source.problem(path, {
    code: 'unknown_key',
    found,
    expected: listed(message.split(' ').slice(1), found),
    atKey: true,
  });
}

/** The branch meant by a mapping that has something wrong inside; null where no branch fits. */
function branchOf(
  branches: readonly (readonly Issue[])[],
  value: unknown,
): readonly Issue[] | null {
  if (typeof value !== 'object' || value === null) return null;
  return (
    branches.find((issues) =>
      issues.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
    ) ?? null
  );
}

function expectationOf(issue: Issue, value: unknown): { code: Problem['code']; text: Text } {
  if (issue.code === 'invalid_value') {
    return { code: 'not_listed', text: listed(issue.values.map(String), value) };
  }
  return expectationNamed(issue.message) ?? EXPECTATIONS.mapping;
}

/** One of these words, with the one that was probably meant. */
export function listed(words: readonly string[], found: unknown): Text {
  const hint = typeof found === 'string' ? nearestHint(found, words) : { ja: '', en: '' };
  const ja = words.length === 1 ? `${words[0]}` : `${words.join('、')} のいずれか`;
  const en = words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`;
  return { ja: ja + hint.ja, en: en + hint.en };
}

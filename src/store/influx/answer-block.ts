import { AppError } from '../../core/errors.ts';

/** A stretch of one series of an answer. */
export interface AnswerBlock {
  /** The tags it is grouped by; none where it is not grouped. */
  readonly tags: Readonly<Record<string, string>>;
  /** `time` first, then what was selected. */
  readonly columns: readonly string[];
  /** Rows in the order of the columns; each cell a text, a number, a boolean or null. */
  readonly rows: readonly (readonly unknown[])[];
}

export interface AnswerLine {
  readonly blocks: readonly AnswerBlock[];
  /** What the server said went wrong. */
  readonly error: string | null;
}

/**
 * One line of a chunked answer: `{results: [{series: [{tags, columns, values}], error}], error}`.
 * Throws `store_unavailable` for anything else.
 */
export function blocksOfLine(line: string): AnswerLine {
  const answer = objectOf(parsed(line));
  const blocks: AnswerBlock[] = [];
  let error = textOf(answer['error']);
  for (const result of listOf(answer['results']).map(objectOf)) {
    error ??= textOf(result['error']);
    for (const series of listOf(result['series']).map(objectOf)) blocks.push(blockOf(series));
  }
  return { blocks, error };
}

function blockOf(series: Readonly<Record<string, unknown>>): AnswerBlock {
  const tags = Object.entries(series['tags'] === undefined ? {} : objectOf(series['tags']));
  return {
    tags: Object.fromEntries(tags.map(([name, value]) => [name, String(value)])),
    columns: listOf(series['columns']).map(String),
    rows: listOf(series['values']).map(listOf),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw strange('no JSON', error);
  }
}

/** Guarantee: any object is a record of unknown values. */
function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw strange('an object is missing');
  return value as Readonly<Record<string, unknown>>;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw strange('a list is missing');
  return value;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function strange(found: string, cause?: unknown): AppError {
  const text = {
    ja: `InfluxDB の応答を読み取れません（${found}）`,
    en: `what InfluxDB answers cannot be read: ${found}`,
  };
  return new AppError('store_unavailable', text, { cause });
}

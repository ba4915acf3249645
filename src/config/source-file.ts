import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import { accessDenied } from '../core/access-denied.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { type Position, problemsOfYaml, resolvedText } from './yaml-problems.ts';

export type Path = readonly (string | number)[];

/** One YAML file: its data as plain values, and where each of them stands. */
export interface SourceFile {
  /** Relative to the configuration's folder, with `/`. */
  readonly file: string;
  readonly data: unknown;
  /** A problem at `path`; where nothing stands there, at the key that should hold it. */
  problem(path: Path, details: ProblemDetails): Problem;
  /** Where a problem at `path` would point, for the text of another. */
  place(path: Path): FileLine;
}

/** A line of a file, counted from 1. */
export type FileLine = Pick<Problem, 'file' | 'line'>;

export interface ProblemDetails {
  readonly code: ProblemCode;
  /** Default: what stands at the path. */
  readonly found?: string | null;
  readonly expected: Text;
  /** Points at the key rather than at its value. */
  readonly atKey?: boolean;
}

export interface ReadFile {
  /** null where the file could not be read as YAML. */
  readonly source: SourceFile | null;
  readonly problems: readonly Problem[];
}

/** Reads and parses one file; what is wrong with it are problems, never a rejection. */
export async function readSourceFile(dir: string, file: string): Promise<ReadFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(dir, file));
  } catch (error) {
    return { source: null, problems: [unreadable(file, error)] };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { source: null, problems: [wronglyEncoded(file, bytes)] };
  }
  return parseSource(file, text);
}

/** Parses the text of one file. */
export function parseSource(file: string, text: string): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const parsed = { file, text, lines, document };
  const problems = problemsOfYaml(parsed);
  if (problems.some(({ code }) => code !== 'duplicate_key')) return { source: null, problems };
  const data = resolvedText(parsed);
  if (!data.ok) return { source: null, problems: [...problems, data.problem] };
  return { source: sourceOf({ file, lines, document, data: data.value }), problems };
}

interface Parsed {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
  readonly data: unknown;
}

function sourceOf(parsed: Parsed): SourceFile {
  return {
    file: parsed.file,
    data: parsed.data,
    problem: (path, { code, found, expected, atKey }) => ({
      file: parsed.file,
      ...positionOf(parsed, path, atKey ?? false),
      path: pathText(path),
      code,
      found: found === undefined ? foundAt(parsed, path) : found,
      expected,
    }),
    place: (path) => ({ file: parsed.file, line: positionOf(parsed, path, false).line }),
  };
}

/** Walks down as far as the path exists; what is missing is reported at the last key on the way. */
function positionOf({ document, lines }: Parsed, path: Path, atKey: boolean): Position {
  let node: unknown = document.contents;
  let keyOffset: number | null = null;
  for (const step of path) {
    const below = stepInto(document, node, step);
    if (below === null) return at(lines, keyOffset ?? startOf(node));
    node = below.value;
    keyOffset = below.keyOffset ?? startOf(node);
  }
  const offset = atKey ? keyOffset : startOf(node);
  return at(lines, offset ?? keyOffset);
}

function at(lines: LineCounter, offset: number | null): Position {
  if (offset === null) return { line: 1, column: 1 };
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

/** What stands at a path, a number or the like as it is written: `0131016`, not 131016. */
function foundAt({ document, data }: Parsed, path: Path): string | null {
  const value = valueAt(data, path);
  if (typeof value === 'string' || typeof value === 'object') return foundOf(value);
  const node = path.reduce<unknown>(
    (above, step) => stepInto(document, above, step)?.value,
    document.contents,
  );
  const written = isAlias(node) ? node.resolve(document) : node;
  return foundOf(isScalar(written) ? (written.source ?? value) : value);
}

interface Below {
  readonly value: unknown;
  /** null in a list. */
  readonly keyOffset: number | null;
}

function stepInto(document: Document, node: unknown, step: string | number): Below | null {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap(target)) {
    const pair = target.items.findLast(
      ({ key }) => (isScalar(key) ? String(key.value) : key) === String(step),
    );
    return pair === undefined ? null : { value: pair.value, keyOffset: startOf(pair.key) };
  }
  if (isSeq(target)) {
    const item = target.items[Number(step)];
    return item === undefined ? null : { value: item, keyOffset: null };
  }
  return null;
}

/** The plain value at a path; undefined where there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

const FOUND_LENGTH = 80;

/** What stands there, in at most 80 characters; a URL's user name and password are hidden. */
export function foundOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object') return '{…}';
  const text = String(value)
    .replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1***@')
    .replaceAll(/\s+/g, ' ');
  return text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH - 1)}…` : text;
}

/** `members[0].targets[2].url`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}

/** A file or folder that cannot be read, with the system's reason. */
export function unreadable(file: string, error: unknown): Problem {
  const found = messageOf(error).replace(/, \w+ '.*'$/, '');
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    code: 'file_unreadable',
    found,
    expected:
      codeOf(error) === 'ENOENT'
        ? /\.[a-z]+$/i.test(file)
          ? { ja: `ファイル ${file} がありません`, en: `there is no file ${file}` }
          : { ja: `フォルダ ${file} がありません`, en: `there is no folder ${file}` }
        : (accessDenied(file, 'read', error) ?? {
            ja: `${file} を読み取れません（${found}）`,
            en: `${file} cannot be read (${found})`,
          }),
  };
}

function wronglyEncoded(file: string, bytes: Uint8Array): Problem {
  const good = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0] ?? '';
  const before = good.split('\n');
  const wrong = bytes[new TextEncoder().encode(good).length] ?? 0;
  return {
    file,
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    path: '',
    code: 'file_encoding',
    found: `0x${wrong.toString(16)}`,
    expected: {
      ja: 'UTF-8 で保存されたファイル（Shift_JIS ではなく）',
      en: 'a file saved as UTF-8 (not Shift_JIS)',
    },
  };
}

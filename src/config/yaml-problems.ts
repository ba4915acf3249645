import {
  type Alias,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type YAMLError,
} from 'yaml';
import type { Text } from '../core/words/language.ts';
import type { Problem } from './problem.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

interface ParsedText {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
  readonly document: Document;
}

const SYNTAX: Text = {
  ja: '字下げがそろい、引用符・括弧が閉じ、「キー: 」のコロンの後に空白がある YAML',
  en: 'YAML with lines of one level in one column, quotes and brackets closed, a space after "key:"',
};

const BY_CODE: Readonly<Partial<Record<ErrorCode, Text>>> = {
  TAB_AS_INDENT: {
    ja: 'タブではなく空白による字下げ',
    en: 'indentation by spaces, not by tabs',
  },
  BAD_DQ_ESCAPE: {
    ja: '二重引用符の中では正しいエスケープ（「\\」自体は「\\\\」）',
    en: 'a valid escape inside double quotes (a backslash itself is "\\\\")',
  },
  BAD_ALIAS: { ja: '前に「&」で定義した別名', en: 'an alias that was defined before with "&"' },
  MULTIPLE_DOCS: {
    ja: '1つのファイルに1つの文書（「---」で区切らない）',
    en: 'one document a file (no "---" between parts)',
  },
  BAD_SCALAR_START: {
    ja: '「@」「`」で始まる値は引用符で囲む',
    en: 'quotes around a value that begins with "@" or "`"',
  },
  TAG_RESOLVE_FAILED: { ja: '「!」によるタグのない値', en: 'a value without a "!" tag' },
};

/**
 * What the parser reports, warnings included, as problems. Of the errors in the structure only one
 * is said, a tab before all others: the rest are its consequences.
 */
export function problemsOfYaml(parsed: ParsedText): readonly Problem[] {
  const { document } = parsed;
  const reported = [...document.errors, ...document.warnings];
  const isDuplicate = ({ code }: YAMLError) => code === 'DUPLICATE_KEY';
  const structural = reported.filter((error) => !isDuplicate(error));
  const first = structural.find(({ code }) => code === 'TAB_AS_INDENT') ?? structural[0];
  return [...reported.filter(isDuplicate), ...(first === undefined ? [] : [first])].map((error) =>
    toProblem(parsed, error),
  );
}

function toProblem({ file, text, lines }: ParsedText, { code, pos }: YAMLError): Problem {
  const { line, col } = lines.linePos(pos[0]);
  const place = { file, line: Math.max(1, line), column: Math.max(1, col) };
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\s]*/.exec(text.slice(pos[0]))?.[0] ?? '';
    return {
      ...place,
      path: key,
      code: 'duplicate_key',
      found: key,
      expected: { ja: '同じ階層に1回だけのキー', en: 'a key that stands once in its mapping' },
    };
  }
  return {
    ...place,
    path: '',
    code: 'yaml_syntax',
    found: excerptOf(text, lines, line),
    expected: BY_CODE[code] ?? SYNTAX,
  };
}

/** null where the file has ended. */
function excerptOf(text: string, lines: LineCounter, line: number): string | null {
  const start = lines.lineStarts[line - 1] ?? 0;
  const end = lines.lineStarts[line] ?? text.length;
  return text.slice(start, end).trim().slice(0, 80) || null;
}

type Resolved =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

/** The document as plain values; an alias of nothing, or aliases without bound, are a problem. */
export function resolvedText({ file, lines, document }: ParsedText): Resolved {
  const aliases: Alias[] = [];
  collectAliases(document.contents, aliases);
  const unknown = aliases.find((alias) => alias.resolve(document) === undefined);
  if (unknown !== undefined) return { ok: false, problem: aliasProblem(unknown, ALIAS_OF_NOTHING) };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    const [first] = aliases;
    if (first === undefined) throw error;
    return { ok: false, problem: aliasProblem(first, ALIASES_WITHOUT_BOUND) };
  }

  function aliasProblem(alias: Alias, expected: Text): Problem {
    const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
    const found = `*${alias.source}`;
    return { file, line, column: col, path: '', code: 'yaml_syntax', found, expected };
  }
}

/** The library's `visit` takes as long as reading the values does. */
function collectAliases(node: unknown, found: Alias[]): void {
  if (isScalar(node)) return;
  if (isAlias(node)) found.push(node);
  else if (isMap(node)) {
    for (const { key, value } of node.items) {
      collectAliases(key, found);
      collectAliases(value, found);
    }
  } else if (isSeq(node)) {
    for (const item of node.items) collectAliases(item, found);
  }
}

const ALIAS_OF_NOTHING: Text = {
  ja: '前に「&」で定義した別名（「*」で始まる値は引用符で囲みます）',
  en: 'an alias defined before with "&" (a value that begins with "*" needs quotes)',
};
const ALIASES_WITHOUT_BOUND: Text = {
  ja: '合わせて100回までの別名（&、*）',
  en: 'aliases (&, *) that stand for at most 100 values together',
};

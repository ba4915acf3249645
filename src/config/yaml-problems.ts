import type { Document, ErrorCode, LineCounter } from 'yaml';
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

const SYNTAX: Text = { ja: '正しい YAML', en: 'well-formed YAML' };

const BY_CODE: Readonly<Partial<Record<ErrorCode, Text>>> = {
  BAD_INDENT: {
    ja: '同じ階層の行と字下げをそろえた YAML',
    en: 'YAML whose lines of one level begin in the same column',
  },
  TAB_AS_INDENT: {
    ja: 'タブではなく空白による字下げ',
    en: 'indentation by spaces, not by tabs',
  },
  MISSING_CHAR: {
    ja: '閉じる引用符・括弧や、「キー: 」のコロンと空白がそろった YAML',
    en: 'YAML with its closing quote or bracket, or the ": " after a key, in place',
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
  MULTILINE_IMPLICIT_KEY: {
    ja: '1行に収まるキー（引用符の閉じ忘れか、コロンの後の空白の不足）',
    en: 'a key on one line (a quote left open, or no space after a colon)',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    ja: 'コロンを含む値は引用符で囲む、または次の行に字下げする',
    en: 'a value with a colon in quotes, or indented on the next line',
  },
  BAD_SCALAR_START: {
    ja: '「@」「`」で始まる値は引用符で囲む',
    en: 'quotes around a value that begins with "@" or "`"',
  },
  TAG_RESOLVE_FAILED: { ja: '「!」によるタグのない値', en: 'a value without a "!" tag' },
};

/** What the parser reports, warnings included, as problems. */
export function problemsOfYaml({ file, text, lines, document }: ParsedText): readonly Problem[] {
  return [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    const position = { file, line: Math.max(1, line), column: Math.max(1, col), path: '' };
    if (code === 'DUPLICATE_KEY') {
      const key = /^[^:\s]*/.exec(text.slice(pos[0]))?.[0] ?? '';
      return {
        ...position,
        path: key,
        code: 'duplicate_key',
        found: key,
        expected: { ja: '同じ階層に1回だけのキー', en: 'a key that stands once in its mapping' },
      };
    }
    return {
      ...position,
      code: 'yaml_syntax',
      found: excerptOf(text, lines, line),
      expected: BY_CODE[code] ?? SYNTAX,
    };
  });
}

function excerptOf(text: string, lines: LineCounter, line: number): string {
  const start = lines.lineStarts[line - 1] ?? 0;
  const end = lines.lineStarts[line] ?? text.length;
  return text.slice(start, end).trim().slice(0, 80);
}

type Resolved =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

/** The document as plain values; aliases that multiply without bound are a problem. */
export function resolvedText(document: Document, file: string): Resolved {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    const expected = {
      ja: '互いに増殖しない別名（&、*）',
      en: 'aliases (&, *) that do not multiply each other',
    };
    const place = { file, line: 1, column: 1, path: '' };
    return { ok: false, problem: { ...place, code: 'yaml_syntax', found: '*', expected } };
  }
}

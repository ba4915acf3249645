import type { Text } from './language.ts';

/** What an answer was expected to be and was not. Texts from outside are cut to 200 characters. */
export type UnmetExpectation =
  | {
      readonly kind: 'header';
      readonly name: string;
      /** null = the header is absent. */
      readonly found: string | null;
      readonly equals: string | null;
      readonly contains: string | null;
    }
  /** `found` null = the page has no title. */
  | { readonly kind: 'title'; readonly found: string | null; readonly contains: string }
  | { readonly kind: 'text'; readonly contains: string; readonly readBytes: number }
  | {
      readonly kind: 'size';
      readonly of: 'encoded' | 'decoded';
      /** What was read; the body is longer where it is `truncated`. */
      readonly bytes: number;
      readonly truncated: boolean;
      readonly minBytes: number | null;
      readonly maxBytes: number | null;
    };

/** Found and expected, in one line. */
export function unmetText(unmet: UnmetExpectation): Text {
  switch (unmet.kind) {
    case 'header':
      return between(
        { ja: `ヘッダー ${unmet.name}`, en: `header ${unmet.name}` },
        { found: unmet.found, wanted: wantedOf(unmet) },
      );
    case 'title':
      return between({ ja: '題名', en: 'title' }, { found: unmet.found, wanted: wantedOf(unmet) });
    case 'text':
      return {
        ja: `本文（${unmet.readBytes}バイトを確認）に「${unmet.contains}」がありません`,
        en: `text "${unmet.contains}" not found in ${unmet.readBytes} bytes of the body`,
      };
    case 'size':
      return sizeText(unmet);
    default:
      return unmet satisfies never;
  }
}

function wantedOf(unmet: {
  readonly equals?: string | null;
  readonly contains: string | null;
}): Text {
  const { equals, contains } = unmet;
  if (typeof equals === 'string') return { ja: `「${equals}」`, en: `"${equals}"` };
  if (contains === null) return { ja: '値', en: 'a value' };
  return { ja: `「${contains}」を含む値`, en: `a value that contains "${contains}"` };
}

function between(what: Text, { found, wanted }: { found: string | null; wanted: Text }): Text {
  const ja = found === null ? 'なし' : `「${found}」`;
  const en = found === null ? 'nothing' : `"${found}"`;
  return {
    ja: `${what.ja}: 実際は${ja}、期待は${wanted.ja}`,
    en: `${what.en}: found ${en}, expected ${wanted.en}`,
  };
}

function sizeText({
  of,
  bytes,
  truncated,
  minBytes,
  maxBytes,
}: Extract<UnmetExpectation, { readonly kind: 'size' }>): Text {
  const isEncoded = of === 'encoded';
  return {
    ja: `本文の大きさ（${isEncoded ? '届いたまま' : '展開後'}）: 実際は${bytes}バイト${truncated ? '超' : ''}、期待は${[
      minBytes === null ? '' : `${minBytes}バイト以上`,
      maxBytes === null ? '' : `${maxBytes}バイト以下`,
    ].join('')}`,
    en: `size of the body (${of}): found ${truncated ? 'more than ' : ''}${bytes} bytes, expected ${[
      ...(minBytes === null ? [] : [`at least ${minBytes}`]),
      ...(maxBytes === null ? [] : [`at most ${maxBytes}`]),
    ].join(' and ')}`,
  };
}

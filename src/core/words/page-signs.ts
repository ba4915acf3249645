import type { Text } from './language.ts';

/** Values of a sketch of text. */
export const SKETCH_BINS = 64;
/** A value of a sketch that says that no piece of the text fell into the bin. */
export const EMPTY_BIN = 0xffff;

/** What a page looked like in one probe. */
export interface PageTraits {
  /** Cut to 60 characters; null = it has none. */
  readonly title: string | null;
  /** Of the decoded body. */
  readonly bytes: number;
  /**
   * The visible text without numbers, as {@link SKETCH_BINS} values of 16 bits: of two texts as many
   * agree as their pieces do. null = too little text.
   */
  readonly sketch: readonly number[] | null;
}

/** In what a page differed from its usual look: for a human to see, never a judgement by itself. */
export interface PageSigns {
  /** Share of the text that is as usual, and what it is usually, 0 to 1, to the hundredth. */
  readonly text: { readonly similarity: number; readonly usual: number } | null;
  readonly title: { readonly found: string | null; readonly usual: string } | null;
  readonly bytes: { readonly found: number; readonly usual: number } | null;
}

/** A line for each sign. */
export function signTexts({ text, title, bytes }: PageSigns): readonly Text[] {
  const lines: Text[] = [];
  if (text !== null) {
    lines.push({
      ja: `ページの文面が普段と異なります（類似度${text.similarity}、普段は${text.usual}）`,
      en: `the page differs from its usual text (similarity ${text.similarity}, usually ${text.usual})`,
    });
  }
  if (title !== null) {
    const found = title.found ?? '';
    lines.push({
      ja: `ページの題名が普段と異なります（「${found}」、普段は「${title.usual}」）`,
      en: `the page has another title than usual ("${found}", usually "${title.usual}")`,
    });
  }
  if (bytes !== null) {
    lines.push({
      ja: `ページの大きさが普段と異なります（${bytes.found}バイト、普段は${bytes.usual}バイト）`,
      en: `the page has another size than usual (${bytes.found} bytes, usually ${bytes.usual})`,
    });
  }
  return lines;
}

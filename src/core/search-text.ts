/**
 * Whether all words of a text are in a site's names, in any order. Width, case and the kind of kana
 * make no difference: 「ｇａｓ」 finds `gas`, 「がす」 finds 「ガス」. True for a text without a word.
 */
export function createSearch(text: string): (names: readonly string[]) => boolean {
  const words = plainOf(text).split(/\s+/).filter(Boolean);
  return (names) => {
    if (words.length === 0) return true;
    const plain = plainOf(names.join('\n'));
    return words.every((word) => plain.includes(word));
  };
}

/** Katakana lie as far above their hiragana, from ァ to ヶ. */
const KANA_DISTANCE = 0x60;

function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_DISTANCE));
}

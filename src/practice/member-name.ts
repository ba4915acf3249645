import type { Text } from '../core/words/language.ts';
import type { PracticeSector } from './sectors.ts';

/** Words for what does not exist; a name begins with one of them and is taken by nobody for real. */
const BEGINNINGS: readonly Text[] = [
  { ja: '架空', en: 'Kakū' },
  { ja: '夢見', en: 'Yumemi' },
  { ja: '幻', en: 'Maboroshi' },
  { ja: '空色', en: 'Sorairo' },
  { ja: '例え', en: 'Tatoe' },
  { ja: 'もしも', en: 'Moshimo' },
  { ja: '空言', en: 'Soragoto' },
  { ja: '空想', en: 'Kūsō' },
];

/**
 * Name of the `index`-th member (from 0) of a practice sector, one of its kind in the sector: 架空ガス,
 * 夢見ガス and, when the words are used up, 架空第2ガス.
 */
export function memberNameOf({ endings }: Pick<PracticeSector, 'endings'>, index: number): Text {
  const beginning = BEGINNINGS[index % BEGINNINGS.length] ?? { ja: '架空', en: 'Kakū' };
  const later = Math.floor(index / BEGINNINGS.length);
  // Each round of beginnings starts at another ending, so that a beginning meets them all in turn.
  const ending = endings[(later + (index % BEGINNINGS.length)) % endings.length] ?? {
    ja: '',
    en: '',
  };
  const round = Math.floor(later / endings.length) + 1;
  if (round === 1) {
    return { ja: `${beginning.ja}${ending.ja}`, en: `${beginning.en} ${ending.en}` };
  }
  return {
    ja: `${beginning.ja}第${round}${ending.ja}`,
    en: `${beginning.en} ${ending.en} No. ${round}`,
  };
}

import { nearestOf } from '../core/nearest.ts';
import type { Text } from '../core/words/language.ts';

/** What was probably meant by a word, to stand behind what may stand there; empty where none is near. */
export function nearestHint(word: string, candidates: readonly string[]): Text {
  const nearest = nearestOf(word, candidates);
  if (nearest === null) return { ja: '', en: '' };
  return {
    ja: `（「${nearest}」の誤りではありませんか）`,
    en: ` (did you mean "${nearest}"?)`,
  };
}

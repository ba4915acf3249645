import type { Language } from '../../core/words/language.ts';
import type { StatePart } from './state-words.ts';

/** Parts of a sentence, and numbers in it as a language writes them. */
export function words(text: string): StatePart {
  return { text, kind: 'words' };
}

export function numberIn(language: Language) {
  return (n: number, kind: StatePart['kind'] = 'number'): StatePart => ({
    text: n.toLocaleString(language),
    kind,
  });
}

/** `1 site`, `2 sites`. */
export function plural(n: number, one: string, several: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : several}`;
}

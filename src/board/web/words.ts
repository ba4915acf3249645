import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';

/** A language with all that the pages say in it. */
export interface Spoken {
  readonly language: Language;
  readonly words: Catalogue;
}

const KEPT_AS = 'language';

/** What the pages speak; null outside them. */
export const SpokenContext = createContext<Spoken | null>(null);

/** The words of a language, a script of their own: nobody loads what he does not read. Rejects where it does not come. */
export async function spokenIn(language: Language): Promise<Spoken> {
  const words =
    language === 'ja'
      ? (await import('./catalogue-ja.ts')).CATALOGUE_JA
      : (await import('./catalogue-en.ts')).CATALOGUE_EN;
  return { language, words };
}

export function useLanguage(): Language {
  return useSpoken().language;
}

export function useWords(): Catalogue {
  return useSpoken().words;
}

function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('words outside of the pages');
  return spoken;
}

/** The language chosen here before, else the first of the browser's that there is, else Japanese. */
export function firstLanguage(): Language {
  const wanted = [keptChoice(KEPT_AS), ...navigator.languages];
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'ja';
}

export function keepLanguage(language: Language): void {
  keepChoice(KEPT_AS, language);
}

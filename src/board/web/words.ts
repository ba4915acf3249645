import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE_EN } from './catalogue-en.ts';
import { CATALOGUE_JA } from './catalogue-ja.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { ja: CATALOGUE_JA, en: CATALOGUE_EN };
const KEPT_AS = 'language';

/** The language of the pages. */
export const LanguageContext = createContext<Language>('ja');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useWords(): Catalogue {
  return CATALOGUES[useLanguage()];
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

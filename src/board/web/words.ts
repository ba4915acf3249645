import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE_EN } from './catalogue-en.ts';
import { CATALOGUE_JA } from './catalogue-ja.ts';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { ja: CATALOGUE_JA, en: CATALOGUE_EN };
const KEPT_AS = 'yamabiko.language';

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
  const wanted = [storage()?.getItem(KEPT_AS), ...navigator.languages];
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'ja';
}

export function keepLanguage(language: Language): void {
  storage()?.setItem(KEPT_AS, language);
}

/** null where the browser keeps nothing for this page: reading the property throws then. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

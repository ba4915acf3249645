import type { Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import type { NotesWords } from './notes-words.ts';
import { NOTES_EN } from './notes-words-en.ts';
import { NOTES_JA } from './notes-words-ja.ts';
import { useLanguage, useWords } from './words.ts';

const NOTES: Readonly<Record<Language, NotesWords>> = { ja: NOTES_JA, en: NOTES_EN };

/** All that the pages about notes say, whose own words come with their script. */
export function useNotesWords(): Catalogue & NotesWords {
  const words = useWords();
  return { ...words, ...NOTES[useLanguage()] };
}

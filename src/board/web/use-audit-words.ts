import type { Language } from '../../core/words/language.ts';
import type { AuditWords } from './audit-words.ts';
import { AUDIT_EN } from './audit-words-en.ts';
import { AUDIT_JA } from './audit-words-ja.ts';
import type { Catalogue } from './catalogue.ts';
import { useLanguage, useWords } from './words.ts';

const AUDIT: Readonly<Record<Language, AuditWords>> = { ja: AUDIT_JA, en: AUDIT_EN };

/** All that the pages about the audit say, whose own words come with their script. */
export function useAuditWords(): Catalogue & AuditWords {
  const words = useWords();
  return { ...words, ...AUDIT[useLanguage()] };
}

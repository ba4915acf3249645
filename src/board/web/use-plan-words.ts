import type { Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import type { PlanWords } from './plan-words.ts';
import { PLAN_EN } from './plan-words-en.ts';
import { PLAN_JA } from './plan-words-ja.ts';
import { useLanguage, useWords } from './words.ts';

const PLAN: Readonly<Record<Language, PlanWords>> = { ja: PLAN_JA, en: PLAN_EN };

/** All that the page about changes of the configuration says, whose own words come with its script. */
export function usePlanWords(): Catalogue & PlanWords {
  const words = useWords();
  return { ...words, ...PLAN[useLanguage()] };
}

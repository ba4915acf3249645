import type { Language } from '../../core/words/language.ts';
import type { Catalogue } from './catalogue.ts';
import { showCount } from './format.ts';
import type { Hour } from './strip-path.ts';

/** Outcomes in words; suspect failures only where there are any. */
export function outcomesLabel(counts: Hour, words: Catalogue, language: Language): string {
  const count = (value: number) => showCount(value, language);
  const { success, failure, suspect, missed } = counts;
  const doubtful = suspect > 0 ? count(suspect) : null;
  return words.stripLabel(count(success), count(failure), doubtful, count(missed));
}

/** Outcomes of many hours together. */
export function sumOfHours(hours: readonly Hour[]): Hour {
  const sum = (kind: keyof Hour) => hours.reduce((total, hour) => total + hour[kind], 0);
  return {
    success: sum('success'),
    failure: sum('failure'),
    suspect: sum('suspect'),
    missed: sum('missed'),
  };
}

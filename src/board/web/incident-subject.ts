import type { Language } from '../../core/words/language.ts';
import type { IncidentRowDto } from '../dto/judging.ts';
import type { Catalogue } from './catalogue.ts';
import { factOf, subjectName } from './pattern-state.ts';

/** What an incident is about, in a few words. */
export function subjectText(
  { subject, fields }: Pick<IncidentRowDto, 'subject' | 'fields'>,
  words: Catalogue,
  language: Language,
): string {
  switch (subject.kind) {
    case 'target':
    case 'sector':
      return subjectName(subject, language);
    case 'fact': {
      const { name, text } = factOf(subject.fact, language);
      return words.factSubject(name, text);
    }
    case 'council':
      return fields.length === 0
        ? words.councilSubject
        : fields.map(({ name }) => name[language]).join(language === 'ja' ? '・' : ', ');
    case 'prober':
      return words.proberSubject;
    default:
      return subject satisfies never;
  }
}

import { FACT_KIND_LABELS, FACT_NAMES } from '../../../core/words/fact.ts';
import type { Language } from '../../../core/words/language.ts';
import type { SharedIncidentDto } from '../../dto/shared.ts';

/** What sites have in common, by its kind, with its text where that may be known; null = nothing. */
export function factText(fact: SharedIncidentDto['fact'], language: Language): string | null {
  if (fact === null) return null;
  if (fact.text === null) return FACT_KIND_LABELS[fact.kind][language];
  const name = FACT_NAMES[fact.kind][language];
  return language === 'ja' ? `${name}「${fact.text}」` : `${name} “${fact.text}”`;
}

/** What an incident is about: a site by its name, or sectors. */
export function subjectOf(incident: SharedIncidentDto, language: Language): string {
  const [site] = incident.sites;
  if (incident.pattern === 'single' && site) return site.member.name[language];
  const fact = factText(incident.fact, language);
  if (fact !== null) return fact;
  return sectorNames(incident, language);
}

/** Of the sectors that it touches and that may be known. */
export function sectorNames({ sectors }: SharedIncidentDto, language: Language): string {
  return sectors.map(({ name }) => name[language]).join(language === 'ja' ? '・' : ', ');
}

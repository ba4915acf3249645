import { FACT_KIND_LABELS, FACT_NAMES, type FactKind } from './fact.ts';
import { PATTERNS, type Pattern } from './incident.ts';
import type { Language, Text } from './language.ts';
import type { SharedWords } from './shared-words.ts';

/** An incident in the form that its reader may know, as far as it is said in a sentence. */
export interface SaidIncident {
  readonly pattern: Exclude<Pattern, 'own-network'>;
  readonly sites: readonly { readonly member: { readonly name: Text } }[];
  readonly sectors: readonly { readonly name: Text }[];
  /** What its sites have in common; `text` null: only its kind may be known. */
  readonly fact: { readonly kind: FactKind; readonly text: string | null } | null;
}

/** What sites have in common, by its kind, with its text where that may be known; null = nothing. */
export function factText(fact: SaidIncident['fact'], language: Language): string | null {
  if (fact === null) return null;
  if (fact.text === null) return FACT_KIND_LABELS[fact.kind][language];
  const name = FACT_NAMES[fact.kind][language];
  return language === 'ja' ? `${name}「${fact.text}」` : `${name} “${fact.text}”`;
}

/** What an incident is about: a site by its name, or sectors. */
export function subjectOf(incident: SaidIncident, language: Language): string {
  const [site] = incident.sites;
  if (incident.pattern === 'single' && site) return site.member.name[language];
  const fact = factText(incident.fact, language);
  if (fact !== null) return fact;
  return sectorNames(incident, language);
}

/** Of the sectors that it touches and that may be known. */
function sectorNames({ sectors }: Pick<SaidIncident, 'sectors'>, language: Language): string {
  return sectors.map(({ name }) => name[language]).join(language === 'ja' ? '・' : ', ');
}

/** The one that reaches farthest; undefined where there is none. */
export function widestOf<Incident extends Pick<SaidIncident, 'pattern'>>(
  incidents: readonly Incident[],
): Incident | undefined {
  return incidents.toSorted((a, b) => PATTERNS.indexOf(b.pattern) - PATTERNS.indexOf(a.pattern))[0];
}

/** A pattern in a sentence; `since` is formatted. null: of a site alone nothing is said so. */
export function patternSentence(
  incident: SaidIncident,
  words: SharedWords,
  { language, since }: { readonly language: Language; readonly since: string },
): string | null {
  const sectors = sectorNames(incident, language);
  switch (incident.pattern) {
    case 'cross-sector':
      return words.sharedCrossSector(sectors, since);
    case 'sector-wide':
      return words.sharedSectorWide(sectors, since);
    case 'shared-cause':
      return words.sharedCommon(factText(incident.fact, language), since);
    case 'single':
      return null;
    default:
      return incident.pattern satisfies never;
  }
}

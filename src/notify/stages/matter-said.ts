import { PATTERN_LABELS } from '../../core/words/incident.ts';
import { JUDGEMENT_LABELS } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import type { Told } from './stage.ts';

/** What a contact is told that a matter is: how a site is judged, or what a pattern is. */
export function saidOf({ key, pattern, sites }: NoticeMatter): Text {
  const [site] = sites;
  const isSite = key.startsWith('site:') && site !== undefined;
  return isSite ? JUDGEMENT_LABELS[site.judgement] : PATTERN_LABELS[pattern];
}

/** As the contact was told it first, so that it finds the end of what it was told the beginning of. */
export function withFirstId(matter: NoticeMatter, told: Told | null): NoticeMatter {
  return told?.toldAs === undefined ? matter : { ...matter, toldAs: told.toldAs };
}

/** With what the contact was told before, where it is something else now and goes on. */
export function withBefore(matter: NoticeMatter, told: Told | null): NoticeMatter {
  const before = told?.said;
  if (before === undefined || matter.ending !== null) return matter;
  return before.en === saidOf(matter).en ? matter : { ...matter, before };
}

import type { Text } from '../../core/words/language.ts';
import type { ToldField, ToldPlan } from '../../core/words/told-plan.ts';
import type { Plan } from '../plan.ts';
import { toldSections } from './told-changes.ts';

/** Changes listed at most: a service keeps several plans, and a whole council may change at once. */
export const MOST_CHANGES = 200;
/** Fields of one change, and characters of one value. */
const MOST_FIELDS = 40;
const MOST_CHARACTERS = 300;

/** A plan in words, of a bounded size. */
export function toldPlan(plan: Plan): ToldPlan {
  const changes = toldSections(plan).flat();
  const { count, of } = plan.removals;
  return {
    sectors: plan.sectors.filter(
      ({ change, added, removed, renamed, changed }) =>
        change !== 'kept' || added + removed + renamed + changed > 0,
    ),
    changes: changes
      .slice(0, MOST_CHANGES)
      .map((change) => ({ ...change, fields: change.fields.slice(0, MOST_FIELDS).map(cut) })),
    more: Math.max(0, changes.length - MOST_CHANGES),
    removals: { count, of },
  };
}

function cut({ before, after, ...field }: ToldField): ToldField {
  return { ...field, before: cutText(before), after: cutText(after) };
}

function cutText({ ja, en }: Text): Text {
  return { ja: cutTo(ja), en: cutTo(en) };
}

function cutTo(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS) return text;
  return `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}

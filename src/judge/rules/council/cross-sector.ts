import type { Evidence } from '../../../core/words/incident.ts';
import { type CouncilPicture, membersOf } from './council-picture.ts';
import { chanceInWords, expectedInWords } from './figures-in-words.ts';
import type { Candidate, Held } from './holding.ts';
import { log10TailOf } from './poisson-binomial.ts';
import { compare, type RosterField, type RosterMember } from './roster.ts';
import type { Unexplained } from './sector-wide.ts';
import { unrelatedGroups } from './unrelated-groups.ts';

const FEWEST_UNITS = 2;
const LOG10_LEVEL = -5;
/** DESIGN §8 has it for a sector; the same for the whole. */
const LOG10_TOGETHER = -8;

/**
 * Fields in which more unrelated groups left their normal within one window than chance brings: two at
 * least, P < 1e-5, tested as a sector is ({@link sectorOnsets}) over the members of the field and of each
 * of its sectors, the least probable times the number of tests (Bonferroni). A group that reaches into several fields counts in one of them, where most of it lies: what spans fields
 * is one thing, and what is counted in one field is no evidence for another. By itself such a field is no
 * pattern; two of them are {@link crossSector}.
 */
export function fieldOnsets(
  { roster, chanceOf }: CouncilPicture,
  { recent }: Unexplained,
): readonly Candidate[] {
  const groups = unrelatedGroups(membersOf(recent));
  const placed = Map.groupBy(groups, fieldOf);
  return roster.fields.flatMap((field): readonly Candidate[] => {
    const own = placed.get(field) ?? [];
    if (own.length < FEWEST_UNITS) return [];
    const tests = partsOf(field).map((members) => {
      const units = own.filter((group) => group.some((member) => members.has(member))).length;
      return log10TailOf([...members].map(chanceOf), units);
    });
    const log10 = Math.min(...tests) + Math.log10(tests.length);
    if (log10 >= LOG10_LEVEL) return [];
    const units = own.length;
    const expected = field.members.reduce((sum, member) => sum + chanceOf(member), 0);
    const evidence: Evidence = {
      rule: 'field-onsets',
      figures: { units, expectedUnits: expected, log10Probability: log10 },
      text: {
        ja: `互いに関係のない${units}組（偶然なら${expectedInWords(expected, '組').ja}）`,
        en: `${units} unrelated groups (by chance ${expectedInWords(expected, '組').en})`,
      },
    };
    return [{ about: { kind: 'field', id: field.id }, strength: units, log10, evidence }];
  });
}

/** All of it, and each of its sectors where it has several. */
function partsOf({ members, sectors }: RosterField): readonly ReadonlySet<RosterMember>[] {
  const parts = sectors.length === 1 ? [] : sectors.map((sector) => new Set(sector.members));
  return [new Set(members), ...parts];
}

/** Where most of its members are; of as many, the smaller field, then the one first in order of id. */
function fieldOf(group: readonly RosterMember[]): RosterField | undefined {
  const fields = Map.groupBy(group, ({ sector }) => sector.field);
  return [...fields]
    .sort(
      ([a, inA], [b, inB]) =>
        inB.length - inA.length || a.members.length - b.members.length || compare(a.id, b.id),
    )
    .map(([field]) => field)[0];
}

/**
 * Whether two fields or more are in it together; `fields`: those found and still held. The two least
 * probable are combined by Fisher's method, P(p₁ p₂ ≤ c) = c (1 − ln c) for independent uniform p, and
 * multiplied by the number of pairs of fields (Bonferroni): below 1e-8. null = not.
 */
export function crossSector(
  fields: readonly Held[],
  fieldsOfCouncil: number,
): { readonly log10: number; readonly evidence: Evidence } | null {
  if (fields.length < 2) return null;
  const least = fields.map((field) => field.log10).sort((a, b) => a - b);
  const product = least.slice(0, 2).reduce((sum, log10) => sum + log10, 0);
  const pairs = (fieldsOfCouncil * (fieldsOfCouncil - 1)) / 2;
  const log10 = product + Math.log10(1 - product * Math.LN10) + Math.log10(pairs);
  if (log10 >= LOG10_TOGETHER) return null;
  const units = fields.reduce((sum, field) => sum + field.peak, 0);
  const chance = chanceInWords(log10);
  return {
    log10,
    evidence: {
      rule: 'field-onsets',
      figures: {
        fields: fields.length,
        fieldsOfCouncil,
        units,
        log10Probability: log10,
      },
      text: {
        ja: `${fieldsOfCouncil}分野のうち${fields.length}分野で、互いに関係のない計${units}組が重なって平常ではありません。それぞれの分野で偶然に期待される数を超え、偶然に重なる確率は${chance.ja}です。これらに共通点は見つかっていません。`,
        en: `In ${fields.length} of ${fieldsOfCouncil} fields ${units} unrelated groups are away from their normal at once, in each field more than chance brings; the probability by chance is ${chance.en}. No shared fact was found among them.`,
      },
    },
  };
}

import type { Evidence } from '../../../core/words/incident.ts';
import { WINDOW_MS } from './base-rate.ts';
import { type CouncilPicture, membersOf } from './council-picture.ts';
import { chanceInWords, expectedInWords } from './figures-in-words.ts';
import { type Candidate, type Held, IMPROVING_MS } from './holding.ts';
import { log10TailOf } from './poisson-binomial.ts';
import { compare, type RosterField, type RosterMember } from './roster.ts';
import type { Unexplained } from './sector-wide.ts';
import { unrelatedGroups } from './unrelated-groups.ts';

/** Of one field. */
export const FIELD = { fewestUnits: 2, log10: -5 } as const;
/**
 * Of one trouble under way; with a hundred in a year one in a hundred years is told wrongly. A sector is held to
 * 1e-8 in each of its windows, of which a year has 52,560.
 */
export const LOG10_TOGETHER = -4;

/**
 * Fields in which more unrelated groups are seen to leave their normal within one window than chance brings: two at
 * least, P < 1e-5, tested as a sector is ({@link sectorOnsets}) over the members of the field and of each
 * of its sectors, the least probable times the number of tests (Bonferroni). A group that reaches into several
 * fields counts in one of them, where most of it lies: what spans fields is one thing, and what is counted in one
 * field is no evidence for another. By itself such a field is no
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
    if (own.length < FIELD.fewestUnits) return [];
    const tests = partsOf(field).map((members) => {
      const units = own.filter((group) => group.some((member) => members.has(member))).length;
      return log10TailOf([...members].map(chanceOf), units);
    });
    const log10 = Math.min(...tests) + Math.log10(tests.length);
    if (log10 >= FIELD.log10) return [];
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
 * Whether two fields or more are in it together; `fields`: those found and still held. Null: one field at most is
 * in trouble, however surely, and each other one is by chance (partial conjunction: Benjamini, Heller,
 * Biometrics 64, 2008). So the surest field is left out, and of the n − 1 others of the council it is asked what
 * chance brings in them while it lasts. null = not below 1e-4.
 *
 * Of one field, in W windows: e = (k + 1) W P, P its tail in one window ({@link fieldOnsets}), k its groups. A
 * cluster of k within a window that slides is seen no oftener than onsets come of which k − 1 others lie in the
 * window before: E(N; N ≥ k) ≤ (k + 1) P for every window, N Poisson with mean below (k + 1)/2, which P < 1e-5
 * has. W: from the first field's being found to the other's, and one hour more, within which the level of a field
 * may still become better ({@link IMPROVING_MS}).
 * Of the others: (n − 1) e₂ for the surest of them (Bonferroni), or of the two surest C(n − 1, 2) c (1 − ln c), c
 * = e₂ e₃ (Fisher), for two that are each too weak; twice the smaller of both. It is looked at as each field is
 * found, and the least of it stands, so that time that passes makes nothing unsaid; over a trouble of 20 hours all
 * these looks together are wrong up to 1 + ln(20 h / 1 h) = 4 times as often as the figure of one.
 * Assumes onsets in different fields to be independent, but for what is known to be shared.
 */
export function crossSector(
  fields: readonly Held[],
  fieldsOfCouncil: number,
): { readonly log10: number; readonly evidence: Evidence } | null {
  const looks = [...new Set(fields.map(({ since }) => since))].map((until) =>
    log10Together(
      fields.filter(({ since }) => since <= until),
      fieldsOfCouncil,
    ),
  );
  const log10 = Math.min(0, ...looks);
  return log10 < LOG10_TOGETHER
    ? { log10, evidence: evidenceOf(fields, fieldsOfCouncil, log10) }
    : null;
}

/** log10 of the probability by chance as of the last one's being found; 0 or more for one alone. */
export function log10Together(fields: readonly Held[], fieldsOfCouncil: number): number {
  const found = fields.map(({ since }) => since);
  const windows = (Math.max(...found) - Math.min(...found) + IMPROVING_MS) / WINDOW_MS;
  const [, second = 0, third = 0] = fields
    .map((field) => Math.min(0, field.log10 + Math.log10((groupsOf(field) + 1) * windows)))
    .sort((a, b) => a - b);
  const others = Math.max(1, fieldsOfCouncil - 1);
  const pairs = (others * (others - 1)) / 2;
  const product = second + third;
  const byOne = second + Math.log10(others);
  const byTwo = third < 0 ? product + Math.log10(1 - product * Math.LN10) + Math.log10(pairs) : 0;
  return Math.log10(2) + Math.min(byOne, byTwo);
}

/** As it was when the field was surest. */
function groupsOf({ evidence }: Held): number {
  return Number(evidence.figures['units']);
}

function evidenceOf(fields: readonly Held[], fieldsOfCouncil: number, log10: number): Evidence {
  const units = fields.reduce((sum, field) => sum + field.peak, 0);
  const chance = chanceInWords(log10);
  return {
    rule: 'field-onsets',
    figures: {
      fields: fields.length,
      fieldsOfCouncil,
      units,
      log10Probability: log10,
    },
    text: {
      ja: `${fieldsOfCouncil}分野のうち${fields.length}分野で、互いに関係のない計${units}組が重なって平常ではありません。1分野だけの不調だったとして、その間にほかの分野も偶然こうなる確率は${chance.ja}です。これらに共通点は見つかっていません。`,
      en: `In ${fields.length} of ${fieldsOfCouncil} fields ${units} unrelated groups are away from their normal at once. Were it one field alone, the probability that another would come to it by chance meanwhile is ${chance.en}. No shared fact was found among them.`,
    },
  };
}

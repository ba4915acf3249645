import type { Evidence } from '../../../core/words/incident.ts';
import { type CouncilPicture, membersOf, type Trouble } from './council-picture.ts';
import { chanceInWords, expectedInWords, percentOf } from './figures-in-words.ts';
import type { Candidate } from './holding.ts';
import { log10TailOf } from './poisson-binomial.ts';
import type { RosterSector } from './roster.ts';
import { unrelatedGroups } from './unrelated-groups.ts';

/** DESIGN §8. */
export const SECTOR = { fewestUnits: 3, leastRatio: 0.1, log10: -8 } as const;

/** Troubles that no shared fact explains. */
export interface Unexplained {
  readonly recent: readonly Trouble[];
  readonly running: readonly Trouble[];
}

/**
 * Sectors in which more units are seen to leave their normal within one window (10 min) than chance brings: three
 * unrelated ones at least, 10 % of the sector's units (those first seen within the hour count, so that
 * what spreads slowly is seen), and P(S ≥ k) < 1e-8.
 *
 * k is the number of unrelated groups among the members with an onset ({@link unrelatedGroups}), never more
 * than the units of the sector; S the number of members with an onset of their own, Poisson-binomial with each
 * member's learned probability for this kind of day ({@link log10TailOf}, {@link onsetProbability}). Why groups
 * here and members there: let trouble come in independent events, each touching one member, or members by a link
 * that they share. Groups are no more than events, and each event can be charged to one member that it
 * touches, whose own rate contains the event's; so the number of events is stochastically below S, and
 * the tail of S bounds that of k from above. Assumes that what members may share is known (range, name
 * servers, operator), that a link whose other holders are as often affected as anybody has no event of
 * its own now, and that onsets of unrelated members are independent given the kind of day.
 */
export function sectorOnsets(
  { roster, chanceOf }: CouncilPicture,
  { recent, running }: Unexplained,
): readonly Candidate[] {
  const inSector = (troubles: readonly Trouble[], sector: RosterSector) =>
    membersOf(troubles.filter(({ target }) => target.member.sector === sector));
  const unitsIn = (troubles: readonly Trouble[], sector: RosterSector) =>
    Math.min(sector.units, unrelatedGroups(inSector(troubles, sector)).length);
  return roster.sectors.flatMap((sector): readonly Candidate[] => {
    const units = unitsIn(recent, sector);
    if (units < SECTOR.fewestUnits) return [];
    const affected = unitsIn(running, sector);
    if (affected < SECTOR.leastRatio * sector.units) return [];
    const chances = sector.members.map(chanceOf);
    const log10 = log10TailOf(chances, units);
    if (log10 >= SECTOR.log10) return [];
    const expected = chances.reduce((sum, chance) => sum + chance, 0);
    const evidence = evidenceOf({ units, affected, of: sector.units, expected, log10 });
    return [{ about: { kind: 'sector', id: sector.id }, strength: affected, log10, evidence }];
  });
}

interface Figures {
  readonly units: number;
  readonly affected: number;
  readonly of: number;
  readonly expected: number;
  readonly log10: number;
}

function evidenceOf({ units, affected, of, expected, log10 }: Figures): Evidence {
  const [usual, chance] = [expectedInWords(expected, '組'), chanceInWords(log10)];
  const share = percentOf(affected / of);
  return {
    rule: 'sector-onsets',
    figures: {
      units,
      affectedUnits: affected,
      unitsOfSector: of,
      expectedUnits: expected,
      log10Probability: log10,
    },
    text: {
      ja: `このセプターの互いに関係のない${of}組のうち${units}組が10分以内に平常でないと分かりました（偶然なら${usual.ja}）。1時間では${affected}組、${share}です。偶然にこうなる確率は${chance.ja}です。これらに共通点は見つかっていません。`,
      en: `Of ${of} unrelated groups of this sector ${units} were found within 10 minutes to have left their normal (by chance ${usual.en}); within the hour ${affected}, ${share}. The probability by chance is ${chance.en}. No shared fact was found among them.`,
    },
  };
}

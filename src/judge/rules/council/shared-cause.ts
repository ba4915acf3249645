import type { FactKind } from '../../../core/words/fact.ts';
import { type CouncilPicture, membersOf, type Trouble } from './council-picture.ts';
import { FEWEST_TARGETS, type Fit, fitOf, strataOf } from './fact-fit.ts';
import type { Candidate } from './holding.ts';
import { log10Enrichment } from './hypergeometric.ts';
import { compare, type RosterFact } from './roster.ts';
import { sharedFactEvidence } from './shared-fact-evidence.ts';
import { unrelatedGroups } from './unrelated-groups.ts';

/** DESIGN §8. */
export const LOG10_LEVEL = -4;

/** Kinds that can be the finding, the more telling first where two have the same holders. */
const RANKED: readonly FactKind[] = [
  'operator',
  'network',
  'name_servers',
  'alias',
  'certificate',
  'autonomous_system',
  'certificate_issuer',
];

/** A fact that explains troubles, with the figures that say so. */
export interface SharedFactFound extends Candidate {
  readonly fact: RosterFact;
  /** Recent troubles of those that have it. */
  readonly explained: readonly Trouble[];
}

/**
 * What the recently affected share. A fact is found when, among those whose trouble was first seen within
 * the window,
 * - five targets of two members at least have it,
 * - half of the judged targets that have it are affected now,
 * - members that have it are 70 % of the affected, as {@link fitOf} counts them,
 * - it is enriched within sectors ({@link log10Enrichment}), p < 1e-4 after Holm's correction over every
 *   fact of the council that could have been found (Scand. J. Statist. 6, 1979). Those that fail the
 *   conditions above are taken to have larger p than those that pass, which only makes it stricter.
 * Of several, the one that misses least wins: judged members that have it and are not affected, plus
 * unrelated groups that are affected and have it not; then the narrowest; then the more telling kind. So
 * of nested facts the wider one wins only where it explains more than it costs. A site that failed long
 * before is affected, as the half asks, but makes no fact wider and is explained by none. What it explains
 * is taken away, and what is left is looked at again.
 */
export function sharedFacts(picture: CouncilPicture): readonly SharedFactFound[] {
  const hypotheses = picture.roster.facts.filter(isHypothesis).length;
  const found: SharedFactFound[] = [];
  let left = picture.recent;
  for (;;) {
    const best = bestOf(picture, { left, hypotheses });
    if (best === null) return found;
    found.push(best);
    left = left.filter(({ target }) => !target.facts.includes(best.fact));
  }
}

function isHypothesis({ fact, targets }: RosterFact): boolean {
  return RANKED.includes(fact.kind) && targets.length >= FEWEST_TARGETS;
}

interface Search {
  /** Recent troubles that nothing found so far explains. */
  readonly left: readonly Trouble[];
  readonly hypotheses: number;
}

function bestOf(picture: CouncilPicture, search: Search): SharedFactFound | null {
  const { left, hypotheses } = search;
  const members = membersOf(left);
  const affected = { members, groups: unrelatedGroups(members).length };
  const passing = [...hitsOf(left)]
    .flatMap(([fact, hits]) => fitOf(picture, affected, { fact, hits }))
    .map((fit) => ({ ...fit, log10: log10Enrichment(strataOf(fit, members)) }))
    .sort((a, b) => a.log10 - b.log10 || compare(a.fact.key, b.fact.key));
  const corrected = holm(
    passing.map(({ log10 }) => log10),
    hypotheses,
  );
  const significant = passing.flatMap((fit, rank) => {
    const log10 = Number(corrected[rank]);
    return log10 < LOG10_LEVEL ? [{ ...fit, log10 }] : [];
  });
  const best = significant.sort(byFit(left))[0];
  if (best === undefined) return null;
  return {
    about: { kind: 'fact', id: best.fact.key },
    strength: best.hits.length,
    log10: best.log10,
    fact: best.fact,
    explained: best.hits,
    evidence: sharedFactEvidence(best, { ...search, members: members.length, all: picture.roster }),
  };
}

/**
 * log10 of probabilities, the least first, corrected for so many hypotheses: each times the number of those not
 * less probable, and never below that of one before it.
 */
export function holm(log10s: readonly number[], hypotheses: number): readonly number[] {
  let most = Number.NEGATIVE_INFINITY;
  return log10s.map((log10, rank) => {
    most = Math.max(most, Math.min(0, log10 + Math.log10(Math.max(1, hypotheses - rank))));
    return most;
  });
}

/** By fact, those that have it; an issuer is nothing where the certificate was not the matter. */
function hitsOf(left: readonly Trouble[]): ReadonlyMap<RosterFact, readonly Trouble[]> {
  const hits = new Map<RosterFact, Trouble[]>();
  for (const trouble of left) {
    for (const fact of trouble.target.facts) {
      if (!isHypothesis(fact)) continue;
      if (fact.fact.kind === 'certificate_issuer' && trouble.state.reason !== 'certificate')
        continue;
      const known = hits.get(fact);
      if (known === undefined) hits.set(fact, [trouble]);
      else known.push(trouble);
    }
  }
  return hits;
}

function byFit(left: readonly Trouble[]): (a: Fit, b: Fit) => number {
  const ranked = rankedFor(left);
  return (a, b) =>
    missesOf(a) - missesOf(b) ||
    widthOf(a) - widthOf(b) ||
    ranked.indexOf(a.fact.fact.kind) - ranked.indexOf(b.fact.fact.kind) ||
    compare(a.fact.key, b.fact.key);
}

function missesOf({ holders, holdersAffected, strays }: Fit): number {
  return holders - holdersAffected + strays;
}

/** Judged targets that have it, but for those that failed before. */
function widthOf({ holders, holdersAffected, hits }: Fit): number {
  return holders - holdersAffected + hits.length;
}

/** Where most failed at a step, what belongs to that step is the more telling. */
function rankedFor(left: readonly Trouble[]): readonly FactKind[] {
  const share = (reason: string) =>
    left.filter(({ state }) => state.reason === reason).length / left.length;
  if (share('dns') >= 0.5) return ['name_servers', ...RANKED];
  if (share('certificate') >= 0.5) return ['certificate', 'certificate_issuer', ...RANKED];
  return RANKED;
}

import { FACT_KIND_LABELS, type FactKind } from '../../../core/words/fact.ts';
import type { Evidence } from '../../../core/words/incident.ts';
import type { Fit } from './fact-fit.ts';
import { chanceInWords, expectedInWords, percentOf } from './figures-in-words.ts';
import type { CouncilRoster } from './roster.ts';

/** Kinds that never are the finding; they are named beside it where the affected have them in common. */
const SUPPORTING: readonly FactKind[] = ['certificate_issuer', 'server_family', 'via_family'];
/** Share of the affected that must have such a fact, and of the council that must not. */
const SUPPORT_RATIO = 0.9;
const USUAL_RATIO = 0.5;

/** The text names the kind of the fact, never the fact: who may read that is decided at the outlets. */
export function sharedFactEvidence(
  fit: Fit & { readonly log10: number },
  { members, hypotheses, all }: { members: number; hypotheses: number; all: CouncilRoster },
): Evidence {
  const { fact, hits, hitMembers, holders, holdersAffected, strays, expected, log10 } = fit;
  const kind = FACT_KIND_LABELS[fact.fact.kind];
  const covering = hitMembers.length / (hitMembers.length + strays);
  const chance = chanceInWords(log10);
  const usual = expectedInWords(expected, '者');
  const support = supportOf(fit, all).map((each) => FACT_KIND_LABELS[each]);
  const also = {
    ja: support.map(({ ja }) => `${ja}も共通しています。`).join(''),
    en: support.map(({ en }) => ` They also have ${en}.`).join(''),
  };
  return {
    rule: 'shared-fact',
    figures: {
      targets: hits.length,
      members: hitMembers.length,
      affectedMembers: members,
      expectedMembers: expected,
      holders,
      holdersAffected,
      unrelatedGroups: strays,
      coveringRatio: covering,
      hypotheses,
      log10Probability: log10,
    },
    text: {
      ja: `共通点: ${kind.ja}。この10分間に平常でないと分かった${members}者のうち${hitMembers.length}者に共通し（偶然なら${usual.ja}）、この共通点を持つ計測対象${holders}件のうち${holdersAffected}件（${percentOf(holdersAffected / holders)}）が平常ではありません。偶然にこうなる確率は${chance.ja}です。${also.ja}`,
      en: `In common: ${kind.en}. Of ${members} members found within 10 minutes to have left their normal ${hitMembers.length} have it (by chance ${usual.en}), and of the ${holders} sites that have it ${holdersAffected} (${percentOf(holdersAffected / holders)}) are not normal. The probability by chance is ${chance.en}.${also.en}`,
    },
  };
}

function supportOf({ hits, fact }: Fit, { facts, members }: CouncilRoster): readonly FactKind[] {
  const having = facts.filter(
    (other) =>
      SUPPORTING.includes(other.fact.kind) &&
      other.fact.kind !== fact.fact.kind &&
      other.members.size < USUAL_RATIO * members.length &&
      hits.filter(({ target }) => target.facts.includes(other)).length >=
        SUPPORT_RATIO * hits.length,
  );
  return SUPPORTING.filter((kind) => having.some((other) => other.fact.kind === kind));
}

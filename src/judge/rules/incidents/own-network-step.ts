import type { Evidence, Incident } from '../../../core/words/incident.ts';
import { DOUBT_REACHES_BACK_MS } from '../council/own-network.ts';
import type { Draft } from './draft.ts';
import { PATTERN_ENDED, WITHDRAWN } from './incident-texts.ts';
import { endTarget } from './target-step.ts';

/** A doubt of our own network, whichever rule has it. */
export interface Doubt {
  /** Epoch ms. */
  readonly since: number;
  readonly evidence: Evidence;
}

const PROBER = { kind: 'prober' } as const;

/** Opens the incident of the prober, and takes back what was said of targets since it began. */
export function takeDoubt(draft: Draft, { since, evidence }: Doubt): void {
  if (!draft.patterns.has('prober')) {
    draft.open({
      pattern: 'own-network',
      subject: PROBER,
      since: Math.max(since, draft.toldUntil(PROBER)),
      targets: [],
      evidence: [evidence],
      text: evidence.text,
    });
  }
  draft.doubt();
  const isOfDoubt = (incident: Incident) => incident.since >= since - DOUBT_REACHES_BACK_MS;
  const withdrawn = { ending: 'withdrawn', text: WITHDRAWN.network } as const;
  for (const incident of [...draft.targets.values()].filter(isOfDoubt)) {
    endTarget(draft, incident, { ...withdrawn, to: draft.at });
  }
  const isOpenedIn = (pattern: Incident) => isOfDoubt(pattern) || pattern.openedAt >= since;
  for (const incident of [...draft.patterns.values()].filter(isOpenedIn)) {
    if (incident.subject.kind === 'prober') continue;
    const targets = incident.targets.map((target) => ({ ...target, to: target.to ?? draft.at }));
    draft.end({ ...incident, targets }, { ...withdrawn, told: draft.at });
  }
}

/** Ends the incident of the prober, once the rules on many targets no longer have the doubt either. */
export function endDoubt(draft: Draft, known: Incident): void {
  draft.doubt();
  draft.end(known, { ending: 'recovered', text: PATTERN_ENDED, told: draft.at });
}

import type { Incident, IncidentEnding } from '../../../core/words/incident.ts';
import { AFFECTED_JUDGEMENTS } from '../../../core/words/judgement.ts';
import type { Text } from '../../../core/words/language.ts';
import type { Draft } from './draft.ts';
import { incidentTargetOf, type TargetVerdict, withVerdict } from './incident-target.ts';
import { becameText, ENDED, WITHDRAWN } from './incident-texts.ts';
import { withEntry } from './timeline.ts';

/** After a doubt of our own network, how long what began before its end is not believed, ms. */
export const DISBELIEF_MS = 300_000;

/**
 * What a verdict does to its target's incident: opens one, makes it worse or less, ends it. `unknown` and
 * suspect say nothing of it but that; `blocked` and planned work take the judgement back. A verdict older
 * than what is known changes nothing.
 */
export function takeVerdict(draft: Draft, verdict: TargetVerdict): void {
  const known = draft.targets.get(verdict.target);
  if (verdict.suspect || verdict.judgement === 'unknown') {
    const unknown = { ...verdict, judgement: 'unknown', ratio: null, phase: null } as const;
    if (known !== undefined) goOn(draft, known, unknown);
  } else if (!AFFECTED_JUDGEMENTS.has(verdict.judgement)) {
    if (known !== undefined && verdict.since > known.since) {
      endTarget(draft, known, endingOf(verdict));
    }
  } else if (known === undefined) openTarget(draft, verdict);
  else goOn(draft, known, verdict);
}

interface Ending {
  readonly ending: Exclude<IncidentEnding, 'merged'>;
  readonly text: Text;
  /** The slot since which it is over, epoch ms. */
  readonly to: number;
}

function endingOf({ judgement, since, adopted }: TargetVerdict): Ending {
  if (judgement === 'blocked' || judgement === 'maintenance') {
    return { ending: 'withdrawn', text: WITHDRAWN[judgement], to: since };
  }
  const ending = adopted ? 'adopted' : 'recovered';
  return { ending, text: ENDED[ending], to: since };
}

/** What began under doubt of our own network begins with its end, if it is still so later. */
function openTarget(draft: Draft, verdict: TargetVerdict): void {
  const subject = { kind: 'target', target: verdict.target } as const;
  const { doubtedUntil } = draft;
  const isDoubted = doubtedUntil !== null && verdict.since <= doubtedUntil;
  if (isDoubted && draft.at - doubtedUntil < DISBELIEF_MS) return;
  const since = isDoubted ? doubtedUntil : verdict.since;
  if (since < draft.toldUntil(subject)) return;
  draft.open({
    pattern: 'single',
    subject,
    since,
    targets: [incidentTargetOf(verdict, since)],
    evidence: [],
    text: becameText(verdict.judgement, verdict.ratio),
  });
}

function goOn(draft: Draft, known: Incident, verdict: TargetVerdict): void {
  const targets = known.targets.map((target) => withVerdict(target, verdict, draft.at));
  if (targets.every((target, at) => target === known.targets[at])) return;
  const isOther = targets.some((target, at) => target.judgement !== known.targets[at]?.judgement);
  const { at } = draft;
  const text = becameText(verdict.judgement, verdict.ratio);
  const timeline = isOther
    ? withEntry(known.timeline, { at, kind: 'changed', text })
    : known.timeline;
  draft.put({ ...known, targets, timeline }, 'changed');
}

/** Of one that is part of a pattern only the pattern will tell; see `pattern-step.ts`. */
export function endTarget(draft: Draft, known: Incident, { ending, text, to }: Ending): void {
  if (known.mergedInto !== null) {
    draft.forget(known.subject, to);
    return;
  }
  const targets = known.targets.map((target) => ({ ...target, to, endSaidAt: draft.at }));
  draft.end({ ...known, targets }, { ending, text, told: to });
}

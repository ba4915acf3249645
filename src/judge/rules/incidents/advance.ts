import type { OwnNetwork } from '../council/own-network.ts';
import { compare } from '../council/roster.ts';
import type { Finding } from '../council-view.ts';
import type { IncidentBook } from './book.ts';
import { Draft, type IncidentChange } from './draft.ts';
import type { TargetVerdict } from './incident-target.ts';
import { WITHDRAWN } from './incident-texts.ts';
import { type Doubt, endDoubt, takeDoubt } from './own-network-step.ts';
import { takeFindings } from './pattern-step.ts';
import { endTarget, takeVerdict } from './target-step.ts';

export interface IncidentStep {
  /** Epoch ms. */
  readonly at: number;
  /** ISO date of `at` in the council's zone. */
  readonly day: string;
  /** What changed; repeating one is harmless, and a target that is absent is as it was. */
  readonly verdicts: readonly TargetVerdict[];
  /** Targets that are not measured any more. */
  readonly removed: readonly string[];
  /** As `councilFindings` has them; null = not evaluated in this step. */
  readonly findings: readonly Finding[] | null;
  /** As `ownNetworkOf` has it. */
  readonly ownNetwork: OwnNetwork | null;
}

/**
 * The incidents after a step, and what became of each that the step touched, in order; one incident may
 * be touched more than once. The same book and step give the same ids, whatever the order of verdicts:
 * the book is to be kept together with the changes, so that a step that was lost can be taken again, and
 * a step that is taken twice opens nothing. A target's incident is opened once for a stretch, whatever it
 * is called on the way; it is part of at most one pattern at a time, and keeps its id when the pattern
 * ends before it. While our own network is doubted nothing opens but the incident of the prober.
 */
export function advanceIncidents(
  book: IncidentBook,
  step: IncidentStep,
): { readonly book: IncidentBook; readonly changes: readonly IncidentChange[] } {
  const draft = new Draft(book, step);
  const isNew = book.evaluatedAt === null || step.at > book.evaluatedAt;
  const findings = isNew ? step.findings : null;
  const doubt = doubtOf(step);
  const prober = draft.patterns.get('prober');
  if (doubt !== null && isNew) takeDoubt(draft, doubt);
  else if (prober !== undefined) {
    if (findings === null) draft.doubt();
    else endDoubt(draft, prober);
  }
  for (const verdict of step.verdicts.toSorted(inOrder)) takeVerdict(draft, verdict);
  for (const id of step.removed) {
    const known = draft.targets.get(id);
    if (known !== undefined) {
      endTarget(draft, known, { ending: 'withdrawn', text: WITHDRAWN.removed, to: step.at });
    }
  }
  if (findings !== null) {
    if (doubt === null) takeFindings(draft, findings);
    draft.evaluated();
  }
  return draft.finished();
}

function doubtOf({ at, ownNetwork, findings }: IncidentStep): Doubt | null {
  if (ownNetwork !== null) return ownNetwork;
  const found = findings?.find(({ pattern }) => pattern === 'own-network');
  return found === undefined ? null : { since: at, evidence: found.evidence };
}

function inOrder(a: TargetVerdict, b: TargetVerdict): number {
  return compare(a.target, b.target) || a.since - b.since;
}

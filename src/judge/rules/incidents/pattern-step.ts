import type { Incident, IncidentTarget } from '../../../core/words/incident.ts';
import { beginningOf } from '../../../core/words/part-since.ts';
import type { Finding } from '../council-view.ts';
import { subjectKey } from './book.ts';
import type { Draft } from './draft.ts';
import { isSameEase } from './incident-target.ts';
import { grewText, mergedText, PATTERN_ENDED, REVIVED, shrankText } from './incident-texts.ts';
import { withEntry } from './timeline.ts';

/** Targets that an incident lists: more than a council has. */
export const MOST_TARGETS = 5000;
const MOST_EVIDENCE = 5;

/**
 * Takes what the rules on many targets find now: opens, grows, shrinks and ends the incidents of
 * patterns, and makes those of their targets part of them. A target is part of one pattern, the first
 * in the order of the findings. A pattern that is found no more ends, in another one where that covers
 * half of what is left of it; targets that are not normal yet stand for themselves again, with the id
 * that they had.
 */
export function takeFindings(draft: Draft, findings: readonly Finding[]): void {
  const taken = findings.map((finding) => ({ finding, pattern: takeFinding(draft, finding) }));
  const current = taken.map(({ pattern }) => pattern);
  const ids = new Set(current.map(({ id }) => id));
  for (const { finding, pattern } of taken) {
    mergeTargets(draft, { pattern: pattern.id, finding, ids });
  }
  for (const pattern of [...draft.patterns.values()]) {
    if (!ids.has(pattern.id) && pattern.subject.kind !== 'prober') {
      endPattern(draft, pattern, current);
    }
  }
}

function takeFinding(draft: Draft, finding: Finding): Incident {
  const { pattern, subject, evidence } = finding;
  const known = draft.patterns.get(subjectKey(subject));
  const found = finding.targets.flatMap((id) => draft.targets.get(id)?.targets ?? []);
  if (known !== undefined) return grownPattern(draft, known, { ...finding, found });
  const began = Math.min(draft.at, ...found.map(({ from }) => from));
  return draft.open({
    pattern,
    subject,
    since: Math.max(began, draft.toldUntil(subject)),
    targets: found.slice(0, MOST_TARGETS),
    evidence: [evidence],
    text: evidence.text,
  });
}

function grownPattern(
  draft: Draft,
  known: Incident,
  { evidence, found }: Pick<Finding, 'evidence'> & { readonly found: readonly IncidentTarget[] },
): Incident {
  const before = activeOf(known.targets);
  const synced = syncedTargets(draft, known.targets);
  const listed = new Set(synced.map(({ target }) => target));
  const targets = [...synced, ...found.filter(({ target }) => !listed.has(target))].slice(
    0,
    MOST_TARGETS,
  );
  const active = activeOf(targets);
  const joined = targets.filter(({ target, to }) => to === null && !before.has(target)).length;
  const { at } = draft;
  let { timeline } = known;
  if (joined > 0) {
    timeline = withEntry(timeline, { at, kind: 'grew', text: grewText(joined, active.size) });
  } else if (active.size < before.size) {
    timeline = withEntry(timeline, { at, kind: 'shrank', text: shrankText(active.size) });
  }
  const last = known.evidence.at(-1);
  const isOtherRule = last?.rule !== evidence.rule;
  if (isOtherRule) timeline = withEntry(timeline, { at, kind: 'evidence', text: evidence.text });
  const isNews = last?.text.ja !== evidence.text.ja;
  const kept = isOtherRule ? known.evidence : known.evidence.slice(0, -1);
  const next: Incident = {
    ...known,
    targets,
    timeline,
    evidence: isNews ? [...kept, evidence].slice(-MOST_EVIDENCE) : known.evidence,
  };
  const isTouched = isNews || targets.some((target, index) => target !== known.targets[index]);
  if (isTouched)
    draft.put(next, joined > 0 ? 'grew' : active.size < before.size ? 'shrank' : 'changed');
  return next;
}

function activeOf(targets: readonly IncidentTarget[]): ReadonlySet<string> {
  return new Set(targets.filter(({ to }) => to === null).map(({ target }) => target));
}

/** As the incidents of the targets have them now; one without an incident is normal again. */
function syncedTargets(
  draft: Draft,
  targets: readonly IncidentTarget[],
): readonly IncidentTarget[] {
  return targets.map((known) => {
    const own = draft.targets.get(known.target)?.targets[0];
    if (own !== undefined) return sameOrNewer(known, own);
    if (known.to !== null) return known;
    const to = draft.toldUntil({ kind: 'target', target: known.target });
    return { ...known, to, endSaidAt: draft.at };
  });
}

function sameOrNewer(known: IncidentTarget, own: IncidentTarget): IncidentTarget {
  const isSame =
    known.to === null &&
    beginningOf(known) === own.from &&
    known.judgement === own.judgement &&
    known.ratio === own.ratio &&
    known.phase === own.phase &&
    isSameEase(known.eased, own.eased);
  if (isSame) return known;
  return known.from < own.from ? { ...own, from: known.from, again: own.from } : own;
}

interface Merging {
  readonly pattern: string;
  readonly finding: Finding;
  /** Of the patterns that are found now. */
  readonly ids: ReadonlySet<string>;
}

function mergeTargets(draft: Draft, { pattern, finding, ids }: Merging): void {
  for (const id of finding.targets) {
    const own = draft.targets.get(id);
    if (own === undefined) continue;
    if (own.mergedInto !== null && ids.has(own.mergedInto)) continue;
    const { at } = draft;
    const timeline = withEntry(own.timeline, { at, kind: 'merged', text: mergedText(pattern) });
    draft.put({ ...own, mergedInto: pattern, endedAt: at, ending: 'merged', timeline }, 'merged');
  }
}

function endPattern(draft: Draft, pattern: Incident, current: readonly Incident[]): void {
  const targets = syncedTargets(draft, pattern.targets);
  const active = activeOf(targets);
  const successor = current.find(({ targets: others }) => {
    const covered = others.filter(({ target }) => active.has(target)).length;
    return covered > 0 && covered >= active.size / 2;
  });
  for (const id of active) {
    const own = draft.targets.get(id);
    if (own?.mergedInto === pattern.id) revive(draft, own);
  }
  const last = { ...pattern, targets };
  if (successor === undefined) {
    draft.end(last, { ending: 'recovered', text: PATTERN_ENDED, told: draft.at });
    return;
  }
  const text = mergedText(successor.id);
  draft.end(last, { ending: 'merged', text, told: draft.at }, successor.id);
}

function revive(draft: Draft, own: Incident): void {
  const timeline = withEntry(own.timeline, { at: draft.at, kind: 'changed', text: REVIVED });
  draft.put({ ...own, mergedInto: null, endedAt: null, ending: null, timeline }, 'revived');
}

import type { Incident } from '../../core/words/incident.ts';
import { subjectKey } from '../../judge/rules/incidents/book.ts';
import type { ToldIncident } from '../../judge/told-incidents.ts';

/** An incident as one configuration and the other would have had it; one of both at least. */
export interface Difference {
  readonly ours: ToldIncident | null;
  readonly theirs: ToldIncident | null;
}

/**
 * What differs, in the order in which it was said. Incidents of one subject are the same one where their
 * times overlap.
 */
export function differencesOf(
  ours: readonly ToldIncident[],
  theirs: readonly ToldIncident[],
): readonly Difference[] {
  const left = [...theirs];
  const differences: Difference[] = [];
  for (const own of ours) {
    const index = left.findIndex((other) => overlaps(own.incident, other.incident));
    const [other = null] = index < 0 ? [] : left.splice(index, 1);
    if (other === null || !isSame(own.incident, other.incident)) {
      differences.push({ ours: own, theirs: other });
    }
  }
  const added = left.map((other) => ({ ours: null, theirs: other }));
  return [...differences, ...added].sort((a, b) => saidAt(a) - saidAt(b));
}

function overlaps(a: Incident, b: Incident): boolean {
  const forever = Number.POSITIVE_INFINITY;
  return (
    subjectKey(a.subject) === subjectKey(b.subject) &&
    a.since <= (b.endedAt ?? forever) &&
    b.since <= (a.endedAt ?? forever)
  );
}

function isSame(a: Incident, b: Incident): boolean {
  return (
    a.pattern === b.pattern &&
    a.since === b.since &&
    a.openedAt === b.openedAt &&
    a.endedAt === b.endedAt &&
    a.ending === b.ending &&
    a.targets.map(keyOf).join() === b.targets.map(keyOf).join()
  );
}

function keyOf({ target, judgement }: Incident['targets'][number]): string {
  return `${target} ${judgement}`;
}

function saidAt({ ours, theirs }: Difference): number {
  return (ours ?? theirs)?.incident.openedAt ?? 0;
}

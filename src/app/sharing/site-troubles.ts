import { periodStart } from '../../core/time/slots.ts';
import type { Incident, IncidentEnding, IncidentTarget } from '../../core/words/incident.ts';
import { JUDGEMENT_WEIGHTS, type Judgement } from '../../core/words/judgement.ts';
import { HYSTERESIS_MS } from '../../share/rules/band-release.ts';

/** A stretch in which a site was not normal, whatever patterns it was part of meanwhile. */
export interface SiteTrouble {
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
  /** null while it lasts. */
  readonly ending: Exclude<IncidentEnding, 'merged'> | null;
  /** The worst so far. */
  readonly judgement: Judgement;
}

/** A site's part of one incident. */
interface Part extends SiteTrouble {
  /** Until when it holds together with what follows; endless while it lasts. */
  readonly until: number;
}

/**
 * The troubles of a site by the incidents that hold it, the oldest first. When a pattern took it in or
 * let it go is not told: these are the times of others.
 */
export function siteTroublesOf(target: string, incidents: readonly Incident[]): SiteTrouble[] {
  const parts = incidents
    .flatMap((incident) =>
      incident.targets.flatMap((entry) =>
        entry.target === target ? [partOf(incident, entry)] : [],
      ),
    )
    .sort((a, b) => a.from - b.from || a.until - b.until);
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || part.from > last.until) joined.push(part);
    else joined.splice(-1, 1, together(last, part));
  }
  return joined.map(({ from, to, ending, judgement, until }) => {
    if (to !== null || until === Infinity) return { from, to, ending, judgement };
    return { from, to: roughly(until, from), ending: 'recovered', judgement };
  });
}

function partOf({ endedAt, ending }: Incident, { from, to, judgement }: IncidentTarget): Part {
  if (to !== null) {
    const own = ending === null || ending === 'merged' ? 'recovered' : ending;
    return { from, to, ending: own, judgement, until: to };
  }
  if (endedAt === null || ending === 'merged') {
    return { from, to: null, ending: null, judgement, until: endedAt ?? Infinity };
  }
  const own = ending ?? 'recovered';
  return { from, to: roughly(endedAt, from), ending: own, judgement, until: endedAt };
}

/** A time that is not the site's own. */
function roughly(at: number, from: number): number {
  return Math.max(from, periodStart(at, HYSTERESIS_MS));
}

/** What ends later says how it ended. */
function together(first: Part, second: Part): Part {
  const last = second.until >= first.until ? second : first;
  const isWorse = JUDGEMENT_WEIGHTS[second.judgement] > JUDGEMENT_WEIGHTS[first.judgement];
  return { ...last, from: first.from, judgement: isWorse ? second.judgement : first.judgement };
}

import { periodStart } from '../../core/time/slots.ts';
import type { Incident, IncidentEnding, IncidentTarget } from '../../core/words/incident.ts';
import { JUDGEMENT_WEIGHTS, type Judgement } from '../../core/words/judgement.ts';
import { partSince, saidUntil } from '../../core/words/part-since.ts';
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
  /** The incidents that held it, the oldest first; never empty. */
  readonly behind: readonly Incident[];
}

/** An incident with what a site has in it. */
export interface Held {
  readonly incident: Incident;
  readonly entry: IncidentTarget;
}

/** A site's part of one incident. */
interface Part extends SiteTrouble {
  /** Until when it holds together with what follows; endless while it lasts. */
  readonly until: number;
}

/**
 * The troubles of a site by all that holds it, the oldest first, without what was before `since`, epoch ms.
 * When a pattern took it in or let it go is not told: these are the times of others.
 */
export function siteTroublesOf(
  held: readonly Held[],
  since: number = Number.NEGATIVE_INFINITY,
): SiteTrouble[] {
  const parts = held
    .flatMap((each) => partOf(each, since) ?? [])
    .sort((a, b) => a.from - b.from || a.until - b.until);
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || part.from > last.until) joined.push(part);
    else joined.splice(-1, 1, together(last, part));
  }
  return joined.map(({ until, ...told }): SiteTrouble => {
    if (told.to !== null || until === Infinity) return told;
    return { ...told, to: roughly(until, told.from), ending: 'recovered' };
  });
}

/** null where it was over before. */
function partOf({ incident, entry: whole }: Held, since: number): Part | null {
  const { endedAt, ending } = incident;
  const entry = partSince(whole, since, saidUntil(whole, incident));
  if (entry === null) return null;
  const { from, to, judgement } = entry;
  const part = { from, judgement, until: to ?? endedAt ?? Infinity, behind: [incident] };
  if (to !== null) {
    const own = ending === null || ending === 'merged' ? 'recovered' : ending;
    return { ...part, to, ending: own };
  }
  if (endedAt === null || ending === 'merged') return { ...part, to: null, ending: null };
  return { ...part, to: roughly(endedAt, from), ending: ending ?? 'recovered' };
}

/** A time that is not the site's own. */
function roughly(at: number, from: number): number {
  return Math.max(from, periodStart(at, HYSTERESIS_MS));
}

/** What ends later says how it ended. */
function together(first: Part, second: Part): Part {
  const last = second.until >= first.until ? second : first;
  const isWorse = JUDGEMENT_WEIGHTS[second.judgement] > JUDGEMENT_WEIGHTS[first.judgement];
  const judgement = isWorse ? second.judgement : first.judgement;
  const behind = [...first.behind, ...second.behind].sort((a, b) => a.openedAt - b.openedAt);
  return { ...last, from: first.from, judgement, behind };
}

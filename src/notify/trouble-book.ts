import type { Incident, IncidentEnding, IncidentTarget } from '../core/words/incident.ts';

/** A site's trouble, on whatever incidents it is part of. */
export interface SiteTrouble {
  /** The one that holds it now, or held it last: of several the newest. */
  readonly incident: Incident;
  readonly entry: IncidentTarget;
  /** Epoch ms; null while it lasts. */
  readonly endedAt: number | null;
  readonly ending: IncidentEnding | null;
}

/** What incidents say of sites and patterns now, taken in as they change. */
export class TroubleBook {
  readonly #incidents = new Map<string, Incident>();
  /** By target: ids of the incidents that hold it. */
  readonly #ofTarget = new Map<string, Set<string>>();

  take(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      this.#incidents.set(incident.id, incident);
      for (const { target } of incident.targets) {
        const ids = this.#ofTarget.get(target) ?? new Set();
        this.#ofTarget.set(target, ids.add(incident.id));
      }
    }
  }

  has(incident: string): boolean {
    return this.#incidents.has(incident);
  }

  /** Incidents that lasted or ended within what is kept, but those of one site. */
  patterns(): readonly Incident[] {
    return [...this.#incidents.values()].filter(({ pattern }) => pattern !== 'single');
  }

  /** null = none is known. */
  troubleOf(target: string): SiteTrouble | null {
    const known = [...(this.#ofTarget.get(target) ?? [])].flatMap((id) => {
      const incident = this.#incidents.get(id);
      const entry = incident?.targets.find((each) => each.target === target);
      return incident === undefined || entry === undefined ? [] : [troubleIn(incident, entry)];
    });
    return known.sort(newestFirst)[0] ?? null;
  }

  /** Forgets incidents that ended before `before`, epoch ms, but those that `isNeeded`. */
  forget(before: number, isNeeded: (incident: string) => boolean): void {
    for (const incident of this.#incidents.values()) {
      const { id, endedAt, targets } = incident;
      if (endedAt === null || endedAt >= before || isNeeded(id)) continue;
      this.#incidents.delete(id);
      for (const { target } of targets) this.#forgetOf(target, id);
    }
  }

  #forgetOf(target: string, id: string): void {
    const ids = this.#ofTarget.get(target);
    ids?.delete(id);
    if (ids?.size === 0) this.#ofTarget.delete(target);
  }
}

function troubleIn(incident: Incident, entry: IncidentTarget): SiteTrouble {
  const { ending, endedAt } = incident;
  if (ending !== null) return { incident, entry, ending, endedAt: entry.to ?? endedAt };
  const { to } = entry;
  return { incident, entry, ending: to === null ? null : 'recovered', endedAt: to };
}

/**
 * What lasts comes first, and of that what reaches farther. Of what ended the newest; that it became
 * part of another incident is no end, and comes last.
 */
function newestFirst(a: SiteTrouble, b: SiteTrouble): number {
  return rankOf(b) - rankOf(a) || (b.endedAt ?? 0) - (a.endedAt ?? 0);
}

function rankOf({ ending, incident }: SiteTrouble): number {
  if (ending === 'merged') return 0;
  if (ending !== null) return 1;
  return incident.pattern === 'single' ? 2 : 3;
}

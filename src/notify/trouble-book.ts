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

interface Known {
  readonly incident: Incident;
  /** Its targets, by id. */
  readonly entries: ReadonlyMap<string, IncidentTarget>;
}

/** What incidents say of sites and patterns now, taken in as they change. */
export class TroubleBook {
  readonly #incidents = new Map<string, Known>();
  /** By target: ids of the incidents that hold it. */
  readonly #ofTarget = new Map<string, Set<string>>();

  take(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      const entries = new Map(incident.targets.map((entry) => [entry.target, entry]));
      this.#incidents.set(incident.id, { incident, entries });
      for (const target of entries.keys()) {
        const ids = this.#ofTarget.get(target) ?? new Set();
        this.#ofTarget.set(target, ids.add(incident.id));
      }
    }
  }

  /** Incidents that lasted or ended within what is kept, but those of one site. */
  patterns(): readonly Incident[] {
    const all = [...this.#incidents.values()].map(({ incident }) => incident);
    return all.filter(({ pattern }) => pattern !== 'single');
  }

  /** null = none is known. */
  troubleOf(target: string): SiteTrouble | null {
    return this.#troublesOf(target).sort(newestFirst)[0] ?? null;
  }

  /** What it has in all that are kept of which it is or was a part, in no order. */
  holding(target: string): readonly Pick<SiteTrouble, 'incident' | 'entry'>[] {
    return this.#troublesOf(target);
  }

  /** The newest that is about the target alone; null = none is known. */
  ownIncidentOf(target: string): Incident | null {
    const own = this.#troublesOf(target).filter(({ incident }) => incident.pattern === 'single');
    return own.sort((a, b) => b.incident.openedAt - a.incident.openedAt)[0]?.incident ?? null;
  }

  /**
   * Ids of the incidents that held the site since its trouble began: its own, and the patterns that
   * this became part of, one after the other.
   */
  incidentsOf(target: string): readonly string[] {
    const troubles = this.#troublesOf(target).sort(newestFirst);
    const from = troubles[0]?.entry.from ?? Infinity;
    const isOfIt = ({ endedAt }: SiteTrouble) => endedAt === null || endedAt >= from;
    return troubles.filter(isOfIt).map(({ incident }) => incident.id);
  }

  /** Forgets incidents that ended before `before`, epoch ms, but `needed` and what they are part of. */
  forget(before: number, needed: ReadonlySet<string>): void {
    const kept = this.#withWholes(needed);
    for (const { incident, entries } of this.#incidents.values()) {
      const { id, endedAt } = incident;
      if (endedAt === null || endedAt >= before || kept.has(id)) continue;
      this.#incidents.delete(id);
      for (const target of entries.keys()) this.#forgetOf(target, id);
    }
  }

  #troublesOf(target: string): SiteTrouble[] {
    return [...(this.#ofTarget.get(target) ?? [])].flatMap((id) => {
      const known = this.#incidents.get(id);
      const entry = known?.entries.get(target);
      return known === undefined || entry === undefined ? [] : [troubleIn(known.incident, entry)];
    });
  }

  /** With the incidents that they became part of, and these of others again. */
  #withWholes(ids: ReadonlySet<string>): ReadonlySet<string> {
    const whole = new Set(ids);
    for (const id of whole) {
      const into = this.#incidents.get(id)?.incident.mergedInto ?? null;
      if (into !== null) whole.add(into);
    }
    return whole;
  }

  #forgetOf(target: string, id: string): void {
    const ids = this.#ofTarget.get(target);
    ids?.delete(id);
    if (ids?.size === 0) this.#ofTarget.delete(target);
  }
}

/** One that was well again before its incident became part of another one has recovered. */
function troubleIn(incident: Incident, entry: IncidentTarget): SiteTrouble {
  const { ending, endedAt } = incident;
  const { to } = entry;
  const isOver = ending !== null && (ending !== 'merged' || to === null);
  if (isOver) return { incident, entry, ending, endedAt: to ?? endedAt };
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

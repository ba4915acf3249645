import type { Viewer } from '../../core/words/viewer.ts';

/** Sectors whose released band said that members were affected, at some minute of a pattern. */
interface During {
  /** The last minute of it, epoch ms. */
  readonly at: number;
  /** To the council, and to the sector's own members. */
  readonly outside: readonly string[];
  readonly inside: readonly string[];
}

/** By the pattern's incident. */
export type ReleasedDuringText = Readonly<Record<string, During>>;

/** Incidents are told so long, ms. */
const KEPT_MS = 31 * 86_400_000;

/** What was released while a pattern went on: to whom it was shown then it may be shown after its end. */
export class ReleasedDuring {
  readonly #known: Map<string, During>;

  constructor(known: ReleasedDuringText = {}) {
    this.#known = new Map(Object.entries(known));
  }

  get text(): ReleasedDuringText {
    return Object.fromEntries(this.#known);
  }

  /** Takes the sectors that are affected by what is released in the minute `at`, epoch ms. */
  take(
    patterns: readonly string[],
    { at, outside, inside }: { at: number; outside: readonly string[]; inside: readonly string[] },
  ): void {
    for (const id of patterns) {
      const before = this.#known.get(id);
      this.#known.set(id, {
        at,
        outside: [...new Set([...(before?.outside ?? []), ...outside])],
        inside: [...new Set([...(before?.inside ?? []), ...inside])],
      });
    }
    for (const [id, during] of this.#known) {
      if (during.at < at - KEPT_MS) this.#known.delete(id);
    }
  }

  /** Whether the sector's band, as it was released to the viewer, said so during the pattern. */
  saidTo(viewer: Viewer, sector: string, incident: string): boolean {
    const during = this.#known.get(incident);
    const isInside = viewer.kind === 'member' && viewer.sector === sector;
    return (isInside ? during?.inside : during?.outside)?.includes(sector) ?? false;
  }
}

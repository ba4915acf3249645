import type { SharedCouncilDto } from '../../board/dto/shared.ts';
import type { Judging } from '../../core/ports/judging.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import { GRID_MS, HYSTERESIS_MS } from '../../share/rules/band-release.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';

/** What is told of many at once, as it was at a full minute. */
export interface PictureMinute {
  /** Epoch ms. */
  readonly at: number;
  /** Patterns that stood for themselves, but the doubt of our own network. */
  readonly patterns: readonly Incident[];
  readonly doubt: SharedCouncilDto['doubt'];
}

export interface PictureMinutesParts {
  readonly releases: SectorReleases;
  readonly judging: Judging;
  readonly doubtAt: (now: number) => ProberDoubt | null;
}

/** Holds what tells of many to the grid of the released bands: whoever looks, it is the same all minute. */
export class PictureMinutes {
  readonly #parts: PictureMinutesParts;
  #minute: PictureMinute | null = null;

  constructor(parts: PictureMinutesParts) {
    this.#parts = parts;
  }

  at(now: number): PictureMinute {
    const at = periodStart(now, GRID_MS);
    if (this.#minute !== null && at <= this.#minute.at) return this.#minute;
    const { releases, judging, doubtAt } = this.#parts;
    releases.take(now);
    const doubt = doubtAt(now);
    this.#minute = {
      at,
      patterns: judging.openIncidents().filter(isPattern),
      doubt: doubt && { kind: doubt.kind, since: periodStart(doubt.since, HYSTERESIS_MS) },
    };
    return this.#minute;
  }
}

/** Whether an incident is told as a pattern of its own. */
export function isPattern({ pattern, mergedInto }: Incident): boolean {
  return pattern !== 'single' && pattern !== 'own-network' && mergedInto === null;
}

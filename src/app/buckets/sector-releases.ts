import type { Config } from '../../core/config.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { ReleasedFile } from './released-file.ts';
import { COUNCIL, nextRelease, type SectorRelease } from './sector-minutes.ts';
import { sharedTargetsOf } from './shared-targets.ts';
import { bandStateOf } from './target-states.ts';

export interface SectorReleasesParts {
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  readonly judging: Judging;
  /** Directory of the store; null = nothing is kept. */
  readonly storeDir: string | null;
  readonly log: Log;
}

/**
 * What was released of every sector, each full minute once: whichever outlet asks first, all of them
 * tell the same.
 */
export class SectorReleases {
  readonly #parts: SectorReleasesParts;
  readonly #file: ReleasedFile | null;
  #releases: ReadonlyMap<string, SectorRelease>;
  #minute = Number.NEGATIVE_INFINITY;
  #planned: { readonly config: Config; readonly maintenanceOf: MaintenanceOf } | null = null;
  readonly #writes = new InTurn();

  static async open(parts: SectorReleasesParts): Promise<SectorReleases> {
    const { storeDir, log } = parts;
    const file = storeDir === null ? null : new ReleasedFile(storeDir);
    return new SectorReleases(parts, file, (await file?.read(log)) ?? new Map());
  }

  private constructor(
    parts: SectorReleasesParts,
    file: ReleasedFile | null,
    releases: ReadonlyMap<string, SectorRelease>,
  ) {
    this.#parts = parts;
    this.#file = file;
    this.#releases = releases;
  }

  /** Planned work under the configuration in force. */
  get maintenanceOf(): MaintenanceOf {
    const config = this.#parts.today();
    if (this.#planned?.config !== config) {
      this.#planned = { config, maintenanceOf: maintenanceBookOf(config).maintenanceOf };
    }
    return this.#planned.maintenanceOf;
  }

  /** Makes the releases of the full minute that holds `now`, epoch ms, where they are not made yet. */
  take(now: number): void {
    const minute = periodStart(now, GRID_MS);
    if (minute <= this.#minute) return;
    this.#minute = minute;
    const config = this.#parts.today();
    const { timezone } = config.council;
    const { judging } = this.#parts;
    const { maintenanceOf } = this;
    const stateOf = (id: string) => bandStateOf(judging, id, maintenanceOf(id, minute) !== null);
    const made = [...sharedTargetsOf(config)].flatMap(([{ id }, targets]) => {
      const query = { targets, stateOf, timezone, now: minute };
      const next = (viewer: Viewer, key: string) =>
        [key, nextRelease(viewer, this.#releases.get(key) ?? null, query)] as const;
      return [next(COUNCIL, id), next(memberIn(id), insideKey(id))];
    });
    this.#releases = new Map(made);
  }

  /** To the council, and so to everybody outside the sector; null before the first. */
  ofSector(sector: string): SectorRelease | null {
    return this.#releases.get(sector) ?? null;
  }

  /** To the sector's own members, who know more of each other by name; null before the first. */
  inside(sector: string): SectorRelease | null {
    return this.#releases.get(insideKey(sector)) ?? null;
  }

  /** Writes them down, one write after the other; rejects where they cannot be. */
  async keep(): Promise<void> {
    await this.#writes.run(() => this.#file?.write(this.#releases));
  }
}

/** A member without a site. */
export function memberIn(sector: string): Viewer {
  return { kind: 'member', member: '', sector };
}

/** No id of a sector holds a colon. */
function insideKey(sector: string): string {
  return `inside:${sector}`;
}

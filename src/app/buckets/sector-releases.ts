import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';
import { FEWEST_FOR_BAND, isSomeOrMore } from '../../share/rules/band.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { KeptFile } from '../kept-file.ts';
import { ReleaseHistory } from '../past/release-history.ts';
import { NOTHING_TOLD, type Told, type ToldRuns } from '../past/release-lines.ts';
import { ReleasedDuring, type ReleasedDuringText } from './released-during.ts';
import { ReleasedFile } from './released-file.ts';
import { COUNCIL, nextRelease, type SectorRelease } from './sector-minutes.ts';
import { sharedTargetsOf } from './shared-targets.ts';
import { bandStateOf } from './target-states.ts';

export const RELEASED_DURING_FILE = 'released-during.json';

export interface SectorReleasesParts {
  /** The configuration in force; another object when it has changed. */
  readonly today: () => Config;
  readonly judging: Judging;
  /** Directory of the store; null = nothing is kept. */
  readonly storeDir: string | null;
  readonly log: Log;
  /** What was released before this moment, epoch ms, is taken up; absent = the machine's clock. */
  readonly now?: number;
}

/**
 * What was released of every sector, each full minute once: whichever outlet asks first, all of them
 * tell the same.
 */
export class SectorReleases {
  readonly #parts: SectorReleasesParts;
  readonly #file: ReleasedFile | null;
  #releases: ReadonlyMap<string, SectorRelease>;
  readonly #duringFile: KeptFile<ReleasedDuringText> | null;
  readonly #during: ReleasedDuring;
  readonly #history: ReleaseHistory;
  #minute = Number.NEGATIVE_INFINITY;
  #planned: { readonly config: Config; readonly maintenanceOf: MaintenanceOf } | null = null;
  readonly #writes = new InTurn();

  static async open(parts: SectorReleasesParts): Promise<SectorReleases> {
    const { storeDir, log, now = Date.now() } = parts;
    const file = storeDir === null ? null : new ReleasedFile(storeDir);
    const duringFile = storeDir === null ? null : duringFileIn(storeDir);
    const releases = (await file?.read(log)) ?? new Map<string, SectorRelease>();
    const during = new ReleasedDuring((await duringFile?.read(log)) ?? {});
    const history = await ReleaseHistory.open(storeDir, now, log);
    return new SectorReleases(parts, { file, releases, duringFile, during, history });
  }

  private constructor(
    parts: SectorReleasesParts,
    kept: {
      readonly file: ReleasedFile | null;
      readonly releases: ReadonlyMap<string, SectorRelease>;
      readonly duringFile: KeptFile<ReleasedDuringText> | null;
      readonly during: ReleasedDuring;
      readonly history: ReleaseHistory;
    },
  ) {
    this.#parts = parts;
    this.#file = kept.file;
    this.#releases = kept.releases;
    this.#duringFile = kept.duringFile;
    this.#during = kept.during;
    this.#history = kept.history;
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
    const sectors = [...sharedTargetsOf(config).keys()];
    this.#takeDuring(minute, sectors);
    const told = (viewer: Viewer, key: string, id: string) =>
      [key, toldOf(this.to(viewer, id))] as const;
    const all = sectors.flatMap(({ id }) => [
      told(COUNCIL, id, id),
      told(memberIn(id), insideKey(id), id),
    ]);
    this.#history.take(minute, Object.fromEntries(all));
  }

  /**
   * What was released to a viewer in [from, to), epoch ms, by sector: as it was then, whatever was
   * withdrawn since.
   */
  async during(
    viewer: Viewer,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<(sector: string) => ToldRuns> {
    const runs = await this.#history.between(from, to);
    return (sector) => {
      const isInside = viewer.kind === 'member' && viewer.sector === sector;
      return runs.get(isInside ? insideKey(sector) : sector) ?? NOTHING_TOLD;
    };
  }

  #takeDuring(at: number, sectors: readonly { readonly id: string }[]): void {
    const patterns = this.#parts.judging.openIncidents().filter(({ pattern }) => {
      return pattern !== 'single' && pattern !== 'own-network';
    });
    const says = (viewer: (id: string) => Viewer) =>
      sectors
        .map(({ id }) => id)
        .filter((id) => isSomeOrMore(this.to(viewer(id), id)?.release.band ?? null));
    const now = { at, outside: says(() => COUNCIL), inside: says(memberIn) };
    this.#during.take(
      patterns.map(({ id }) => id),
      now,
    );
  }

  /** Whether the sector's band said to the viewer that members were affected while the pattern went on. */
  saidDuring(viewer: Viewer, sector: string, incident: string): boolean {
    return this.#during.saidTo(viewer, sector, incident);
  }

  /** To the council, and so to everybody outside the sector; null before the first. */
  ofSector(sector: string): SectorRelease | null {
    return this.#releases.get(sector) ?? null;
  }

  /** To the sector's own members, who know more of each other by name; null before the first. */
  inside(sector: string): SectorRelease | null {
    return this.#releases.get(insideKey(sector)) ?? null;
  }

  /**
   * To a viewer; null = nothing yet. A member knows itself: it is told of its own sector only where five
   * others are meant.
   */
  to(viewer: Viewer, sector: string): SectorRelease | null {
    if (viewer.kind !== 'member' || viewer.sector !== sector) return this.ofSector(sector);
    const inside = this.inside(sector);
    return inside !== null && inside.roster.members.length > FEWEST_FOR_BAND ? inside : null;
  }

  /** Writes them down, one write after the other; rejects where they cannot be. */
  async keep(): Promise<void> {
    await this.#writes.run(async () => {
      await this.#file?.write(this.#releases);
      await this.#duringFile?.write(this.#during.text);
      await this.#history.keep();
    });
  }
}

/** A member without a site. */
export function memberIn(sector: string): Viewer {
  return { kind: 'member', member: '', sector };
}

function toldOf(released: SectorRelease | null): Told {
  const { band = null, ratio = null } = released?.release ?? {};
  return band === null ? null : [band.level, band.atLeast, ratio];
}

/** {@link RELEASED_DURING_FILE} in the data directory. */
function duringFileIn(storeDir: string): KeptFile<ReleasedDuringText> {
  return new KeptFile(join(storeDir, RELEASED_DURING_FILE), 'buckets.released_damaged');
}

/** No id of a sector holds a colon. */
function insideKey(sector: string): string {
  return `inside:${sector}`;
}

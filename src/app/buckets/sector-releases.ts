import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { MaintenanceOf } from '../../core/words/maintenance.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { maintenanceBookOf } from '../../schedule/maintenance/maintenance-book.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { KeptFile } from '../kept-file.ts';
import { ReleaseHistory } from '../past/release-history.ts';
import { NOTHING_TOLD, type RunStretch, type ToldRuns } from '../past/release-lines.ts';
import { AUDIENCES, audienceOf, releaseKey, viewerOf } from './audience.ts';
import { ReleasedDuring, type ReleasedDuringText } from './released-during.ts';
import { ReleasedFile } from './released-file.ts';
import { type Releases, saidBy, toldBy } from './released-now.ts';
import { nextRelease, type SectorRelease } from './sector-minutes.ts';
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
  #releases: Releases;
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
    const releases = (await file?.read(log)) ?? new Map();
    const during = new ReleasedDuring((await duringFile?.read(log)) ?? {});
    const history = await ReleaseHistory.open(storeDir, now, log);
    return new SectorReleases(parts, { file, releases, duringFile, during, history });
  }

  private constructor(
    parts: SectorReleasesParts,
    kept: {
      readonly file: ReleasedFile | null;
      readonly releases: Releases;
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
      return AUDIENCES.map((audience) => {
        const key = releaseKey(audience, id);
        const previous = this.#releases.get(key) ?? null;
        return [key, nextRelease(viewerOf(audience, id), previous, query)] as const;
      });
    });
    this.#releases = new Map(made);
    const sectors = config.sectors.map(({ id }) => id);
    this.#takeDuring(minute, sectors);
    this.#history.take(minute, toldBy(this.#releases));
  }

  /**
   * What was released to a viewer in [from, to), epoch ms, by sector: as it was then, whatever was
   * withdrawn since. `ran`: when anything was released to anybody.
   */
  async during(
    viewer: Viewer,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<{ readonly of: (sector: string) => ToldRuns; readonly ran: readonly RunStretch[] }> {
    const own =
      viewer.kind === 'member'
        ? { key: releaseKey('inside', viewer.sector), member: viewer.member }
        : null;
    const { runs, ran } = await this.#history.between(from, to, own);
    const of = (sector: string) =>
      runs.get(releaseKey(audienceOf(viewer, sector), sector)) ?? NOTHING_TOLD;
    return { of, ran };
  }

  #takeDuring(at: number, sectors: readonly string[]): void {
    const patterns = this.#parts.judging.openIncidents().filter(({ pattern }) => {
      return pattern !== 'single' && pattern !== 'own-network';
    });
    this.#during.take(
      patterns.map(({ id }) => id),
      at,
      saidBy(this.#releases, sectors),
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

  /** To a viewer; a member is not among those that its own sector's band counts. null = nothing yet. */
  to(viewer: Viewer, sector: string): Pick<SectorRelease, 'release'> | null {
    const known = this.#releases.get(releaseKey(audienceOf(viewer, sector), sector)) ?? null;
    const own = viewer.kind === 'member' ? known?.own.get(viewer.member) : undefined;
    return own === undefined ? known : { release: own };
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

/** {@link RELEASED_DURING_FILE} in the data directory. */
function duringFileIn(storeDir: string): KeptFile<ReleasedDuringText> {
  return new KeptFile(join(storeDir, RELEASED_DURING_FILE), 'buckets.released_damaged');
}

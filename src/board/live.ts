import { type Config, targetsOf } from '../core/config.ts';
import type { StoppedTarget } from '../core/words/audit.ts';
import type { ActiveMaintenance, MaintenanceOf } from '../core/words/maintenance.ts';
import type { ProberDoubt } from '../core/words/prober-doubt.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { countsOfRollup, countsOfSample, DayCells } from './day-cells.ts';
import type { SinceDto } from './dto.ts';
import { ProbeStrain } from './probe-strain.ts';
import { ProbeTally } from './probe-tally.ts';
import { SeriesHours } from './series-hours.ts';
import { SeriesTable } from './series-table.ts';

/** By id. */
export type StoppedTargets = ReadonlyMap<string, StoppedTarget>;

const NONE_STOPPED: StoppedTargets = new Map();

/** What the board knows without asking the store; fed with every sample as it is made. */
export class Live {
  readonly tally = new ProbeTally();
  readonly #strain = new ProbeStrain();
  #config: Config;
  #table: SeriesTable;
  #day: DayCells;
  #hours: SeriesHours;
  #stopped: StoppedTargets;
  /** Sector in whose day a target was counted that is gone. */
  readonly #countedIn = new Map<string, string>();
  #firstVersion: number;
  #version: number;
  #maintenanceOf: MaintenanceOf = () => null;
  #doubt: () => ProberDoubt | null = () => null;

  /** `startedAt`, epoch ms, is the first version, so that those of an earlier run are told apart. */
  constructor(config: Config, startedAt: number, stopped: StoppedTargets = NONE_STOPPED) {
    this.#config = config;
    this.#stopped = stopped;
    this.#table = new SeriesTable(targetsOf(config));
    this.#day = new DayCells(config.sectors.map((sector) => sector.id));
    this.#hours = new SeriesHours(this.#table.rows);
    this.#firstVersion = startedAt;
    this.#version = startedAt;
  }

  get config(): Config {
    return this.#config;
  }

  /** Targets that are no longer measured: nothing newest is shown of them. */
  get stopped(): StoppedTargets {
    return this.#stopped;
  }

  get table(): SeriesTable {
    return this.#table;
  }

  /** Why the prober itself may be to blame for what is shown at `now`; null = no doubt. */
  doubtAt(now: number): ProberDoubt | null {
    return this.#doubt() ?? this.#strain.doubtAt(now);
  }

  /** Takes a doubt that comes before what the samples show by themselves. */
  useDoubt(doubt: () => ProberDoubt | null): void {
    this.#doubt = doubt;
  }

  /** The last 24 hours of each sector. */
  get day(): DayCells {
    return this.#day;
  }

  /** The last 24 hours of each row of the table. */
  get hours(): SeriesHours {
    return this.#hours;
  }

  /** Versions below were never handed out under this configuration. */
  get firstVersion(): number {
    return this.#firstVersion;
  }

  /** Grows by one with each sample that is the newest of its series. */
  get version(): number {
    return this.#version;
  }

  /**
   * Takes a new configuration while it runs: series that stay keep what is known of them, the others
   * are gone or new, and so are those stopped. Every version handed out before is then one to start
   * anew from. Gives the ids of the targets that are new, of which nothing is known yet.
   */
  replace(config: Config, stopped: StoppedTargets = this.#stopped): readonly string[] {
    const table = new SeriesTable(targetsOf(config));
    const before = this.#table;
    this.#keepCounted(table, config);
    table.adopt(this.#table, (target) => !stopped.has(target));
    const day = new DayCells(config.sectors.map((sector) => sector.id));
    day.adopt(this.#day);
    const hours = new SeriesHours(table.rows);
    hours.adopt(this.#hours, (row) => table.rowBefore(this.#table, row));
    this.#config = config;
    this.#stopped = stopped;
    this.#table = table;
    this.#day = day;
    this.#hours = hours;
    this.#startAnew();
    this.#markMaintenance();
    const ids = table.targets.map(({ target }) => target.id);
    return ids.filter((id) => before.indexOf(id) === null);
  }

  /** What a sector counted of a target that goes it must not count again should the target return. */
  #keepCounted(table: SeriesTable, config: Config): void {
    for (const { target, sector } of this.#table.targets) {
      if (table.indexOf(target.id) === null) this.#countedIn.set(target.id, sector.id);
    }
    const sectors = new Set(config.sectors.map(({ id }) => id));
    for (const [target, sector] of this.#countedIn) {
      if (!sectors.has(sector)) this.#countedIn.delete(target);
    }
  }

  /** Takes the planned work to show from now on, also for what is shown already. */
  useMaintenance(maintenanceOf: MaintenanceOf): void {
    this.#maintenanceOf = maintenanceOf;
    this.#markMaintenance();
    this.#startAnew();
  }

  #startAnew(): void {
    this.#version += 1;
    this.#firstVersion = this.#version;
  }

  #markMaintenance(): void {
    const table = this.#table;
    for (let row = 0; row < table.rows; row += 1) {
      const id = table.targets[table.targetOfRow[row] ?? 0]?.target.id;
      const at = table.scheduledAtOf(row);
      const known = id !== undefined && !Number.isNaN(at);
      table.setMaintenance(row, known ? this.#maintenanceOf(id, at) : null);
    }
  }

  /** The planned work of a target at a time, epoch ms. */
  maintenanceOf(target: string, at: number): ActiveMaintenance | null {
    return this.#maintenanceOf(target, at);
  }

  /** Takes a sample that was just made, of either attempt. */
  observe(sample: Sample): void {
    this.tally.count(sample);
    this.#strain.count(sample);
    this.#countHours(sample);
    this.#show(sample);
  }

  /** Takes the newest samples of an earlier run; they are shown and counted nowhere. */
  restoreNewest(samples: Iterable<Sample>): void {
    for (const sample of samples) this.#show(sample);
  }

  /** Takes the last day of an earlier run; no period and no sample may be given twice. */
  restoreDay(day: {
    readonly rollups?: Iterable<Rollup>;
    readonly samples?: Iterable<Sample>;
  }): void {
    for (const rollup of day.rollups ?? []) {
      const row = this.#table.rowOf(rollup.target, rollup.family);
      const placed =
        row === null ? undefined : this.#table.targets[this.#table.targetOfRow[row] ?? 0];
      if (row === null || placed === undefined) continue;
      const { id } = placed.sector;
      if (this.#countedIn.get(rollup.target) !== id) this.#day.countRollup(id, rollup);
      this.#hours.count(row, rollup.at, countsOfRollup(rollup));
    }
    for (const sample of day.samples ?? []) {
      this.#countHours(sample, this.#countedIn.get(sample.target) !== sample.sector);
    }
  }

  /** Says since when a series is in the state that its `newest` sample shows, as stored ones tell. */
  restoreSince(newest: Sample, since: SinceDto): void {
    const row = this.#table.rowOf(newest.target, newest.family);
    if (row !== null) this.#table.setSince(row, since, newest.scheduledAt);
  }

  /** Takes hourly roll-ups of the last 24 hours, new ones or known ones, as the normal of each series. */
  takeNormals(rollups: Iterable<Rollup>, now: number): void {
    const touched = new Set<number>();
    for (const rollup of rollups) {
      const row = this.#table.rowOf(rollup.target, rollup.family);
      if (row === null) continue;
      this.#hours.takeMedian(row, rollup);
      touched.add(row);
    }
    for (const row of touched) this.#table.setNormal(row, this.#hours.normalMsOf(row, now));
  }

  #countHours(sample: Sample, inSector = true): void {
    const row = sample.attempt === 1 ? this.#table.rowOf(sample.target, sample.family) : null;
    if (row === null) return;
    if (inSector) this.#day.countSample(sample);
    this.#hours.count(row, sample.scheduledAt, countsOfSample(sample));
  }

  #show(sample: Sample): void {
    if (this.#stopped.has(sample.target)) return;
    const maintenance = this.#maintenanceOf(sample.target, sample.scheduledAt);
    if (this.#table.observe(sample, this.#version + 1, maintenance)) this.#version += 1;
  }
}

import { type Config, targetsOf } from '../core/config.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import { DayCells } from './day-cells.ts';
import { ProbeTally } from './probe-tally.ts';
import { SeriesTable } from './series-table.ts';

/** What the board knows without asking the store; fed with every sample as it is made. */
export class Live {
  readonly config: Config;
  readonly table: SeriesTable;
  readonly day: DayCells;
  readonly tally = new ProbeTally();
  /** Versions below were never handed out by this run. */
  readonly firstVersion: number;
  #version: number;

  /** `startedAt`, epoch ms, is the first version, so that those of an earlier run are told apart. */
  constructor(config: Config, startedAt: number) {
    this.config = config;
    this.table = new SeriesTable(targetsOf(config));
    this.day = new DayCells(config.sectors.map((sector) => sector.id));
    this.firstVersion = startedAt;
    this.#version = startedAt;
  }

  /** Grows by one with each sample that is the newest of its series. */
  get version(): number {
    return this.#version;
  }

  /** Takes a sample that was just made, of either attempt. */
  observe(sample: Sample): void {
    this.tally.count(sample);
    this.day.countSample(sample);
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
      const index = this.table.indexOf(rollup.target);
      const placed = index === null ? undefined : this.table.targets[index];
      if (placed) this.day.countRollup(placed.sector.id, rollup);
    }
    for (const sample of day.samples ?? []) this.day.countSample(sample);
  }

  #show(sample: Sample): void {
    if (this.table.observe(sample, this.#version + 1)) this.#version += 1;
  }
}

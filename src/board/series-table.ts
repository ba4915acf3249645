import type { PlacedTarget } from '../core/config.ts';
import type { ActiveMaintenance } from '../core/words/maintenance.ts';
import { type Family, PHASES } from '../core/words/outcome.ts';
import type { Sample } from '../core/words/sample.ts';
import { outcomeStateOf, RECENT_TOTALS, type ShownState } from '../core/words/shown-state.ts';
import type { BriefSeriesDto, SeriesDto, SinceDto } from './dto.ts';
import {
  CODES,
  copyRow,
  createColumns,
  type SeriesColumns,
  STATE,
  STATE_EARLIER,
} from './series-columns.ts';
import {
  codesOf,
  newestAt,
  nullable,
  outcomeStateAt,
  recentAt,
  roughMs,
  sinceAt,
  stateCodeOf,
} from './tell-series.ts';

/** Newest totals whose median is held against the normal: one slow answer is not a state. */
export const RATIO_TOTALS = 5;

/**
 * The newest first attempt of every series, in columns: about 350 bytes a series, so that 100,000
 * targets fit. Rows are in the order of the targets given; a target of family `both` has two.
 */
export class SeriesTable {
  readonly targets: readonly PlacedTarget[];
  readonly rows: number;
  /** First row of each target, and one past the last row at the end. */
  readonly firstRow: Uint32Array;
  /** Index in `targets` of each row. */
  readonly targetOfRow: Uint32Array;
  readonly #indexById = new Map<string, number>();
  readonly #columns: SeriesColumns;
  readonly #maintenance: (ActiveMaintenance | null)[];

  constructor(targets: readonly PlacedTarget[]) {
    this.targets = targets;
    this.firstRow = new Uint32Array(targets.length + 1);
    let rows = 0;
    for (const [index, { target }] of targets.entries()) {
      this.#indexById.set(target.id, index);
      this.firstRow[index] = rows;
      rows += target.family === 'both' ? 2 : 1;
    }
    this.firstRow[targets.length] = rows;
    this.rows = rows;
    this.targetOfRow = new Uint32Array(rows);
    this.#columns = createColumns(rows);
    this.#maintenance = new Array<ActiveMaintenance | null>(rows).fill(null);
    this.#nameRows();
  }

  #nameRows(): void {
    const { family } = this.#columns;
    for (const [index, { target }] of this.targets.entries()) {
      const row = this.firstRow[index] ?? 0;
      this.targetOfRow[row] = index;
      family[row] = target.family === 'both' ? 4 : target.family;
      if (target.family === 'both') {
        this.targetOfRow[row + 1] = index;
        family[row + 1] = 6;
      }
    }
  }

  /** Index in `targets`; null for a target that is not in the configuration. */
  indexOf(target: string): number | null {
    return this.#indexById.get(target) ?? null;
  }

  /**
   * Takes over the series that were there before, by target and family. A target whose schedule
   * changed has no interval until two samples show the new one.
   */
  adopt(before: SeriesTable, isKept: (target: string) => boolean = () => true): void {
    for (let row = 0; row < this.rows; row += 1) {
      const old = this.rowBefore(before, row);
      const target = this.targets[this.targetOfRow[row] ?? 0]?.target.id ?? '';
      if (old === null || !isKept(target)) continue;
      copyRow({ columns: before.#columns, row: old }, { columns: this.#columns, row });
      this.#maintenance[row] = before.#maintenance[old] ?? null;
      if (before.#scheduleOf(old) !== this.#scheduleOf(row)) {
        this.#columns.intervalMs[row] = Number.NaN;
      }
    }
  }

  #scheduleOf(row: number): string | undefined {
    return this.targets[this.targetOfRow[row] ?? 0]?.target.schedule;
  }

  /** The row of the same series in an earlier table; null where it was not there. */
  rowBefore(before: SeriesTable, row: number): number | null {
    const id = this.targets[this.targetOfRow[row] ?? 0]?.target.id;
    const index = id === undefined ? null : before.indexOf(id);
    if (index === null) return null;
    const own = this.rowsOf(this.targetOfRow[row] ?? 0);
    const old = before.rowsOf(index);
    if (own.length === 1 && old.length === 1) return old[0] ?? null;
    const family = this.#columns.family[row];
    return old.find((each) => before.#columns.family[each] === family) ?? null;
  }

  /** The rows of the target with this index. */
  rowsOf(index: number): readonly number[] {
    const first = this.firstRow[index] ?? 0;
    const count = (this.firstRow[index + 1] ?? first) - first;
    return Array.from({ length: count }, (_, place) => first + place);
  }

  /**
   * Takes a first attempt. False, and nothing changes, where the target is unknown, the sample is a
   * confirmation, or a newer one is there.
   */
  observe(sample: Sample, version: number, maintenance: ActiveMaintenance | null = null): boolean {
    const row = sample.attempt === 1 ? this.rowOf(sample.target, sample.family) : null;
    if (row === null) return false;
    const columns = this.#columns;
    const before = columns.scheduledAt[row] ?? Number.NaN;
    if (sample.scheduledAt <= before) return false;
    if (!Number.isNaN(before)) columns.intervalMs[row] = sample.scheduledAt - before;
    columns.scheduledAt[row] = sample.scheduledAt;
    columns.startedAt[row] = sample.startedAt ?? Number.NaN;
    columns.totalMs[row] = sample.totalMs ?? Number.NaN;
    for (const [index, phase] of PHASES.entries()) {
      columns.phases[row * PHASES.length + index] = sample.phases[phase] ?? Number.NaN;
    }
    columns.statusCode[row] = sample.statusCode ?? 0;
    columns.codes.set(codesOf(sample), row * CODES);
    columns.versionBefore[row] = columns.version[row] ?? 0;
    columns.version[row] = version;
    this.#maintenance[row] = maintenance;
    this.#keepState(row, sample);
    this.#keepTotal(row, sample);
    this.#keepRatio(row);
    return true;
  }

  /**
   * The row of a series; null where its target is unknown. An IP literal is probed in its own family:
   * a lone row takes the family its samples have.
   */
  rowOf(target: string, family: Family): number | null {
    const index = this.#indexById.get(target);
    if (index === undefined) return null;
    const first = this.firstRow[index] ?? 0;
    const end = this.firstRow[index + 1] ?? first;
    if (end - first === 1) {
      this.#columns.family[first] = family;
      return first;
    }
    return family === 4 ? first : first + 1;
  }

  /** A slot not used and a suspect failure say nothing about the site: its state stays. */
  #keepState(row: number, sample: Sample): void {
    const { codes, since } = this.#columns;
    const state = stateCodeOf(outcomeStateOf(sample));
    const before = codes[row * CODES + STATE] ?? 0;
    if (state === null || state === before) return;
    codes[row * CODES + STATE] = state;
    codes[row * CODES + STATE_EARLIER] = before === 0 ? 1 : 0;
    since[row] = sample.scheduledAt;
  }

  /** Says since when the state holds that was there at `at`; nothing where it has changed after. */
  setSince(row: number, since: SinceDto, at: number): void {
    if ((this.#columns.since[row] ?? 0) > at) return;
    this.#columns.since[row] = since.at;
    this.#columns.codes[row * CODES + STATE_EARLIER] = since.orEarlier ? 1 : 0;
  }

  #keepTotal(row: number, { outcome, totalMs, scheduledAt }: Sample): void {
    const { recent, recentSlots, recentCount } = this.#columns;
    const at = row * RECENT_TOTALS;
    const count = recentCount[row] ?? 0;
    if (count === RECENT_TOTALS) {
      for (const kept of [recent, recentSlots]) kept.copyWithin(at, at + 1, at + RECENT_TOTALS);
    }
    const last = Math.min(count, RECENT_TOTALS - 1);
    recentSlots[at + last] = Math.floor(scheduledAt / 1000);
    recent[at + last] = outcome === 'success' ? (totalMs ?? Number.NaN) : Number.NaN;
    recentCount[row] = Math.min(count + 1, RECENT_TOTALS);
  }

  /** The row's normal, ms; NaN = there is none. */
  setNormal(row: number, normalMs: number): void {
    this.#columns.normalMs[row] = normalMs;
    this.#keepRatio(row);
  }

  #keepRatio(row: number): void {
    const { recent, recentCount, normalMs, ratio } = this.#columns;
    const end = row * RECENT_TOTALS + (recentCount[row] ?? 0);
    const first = Math.max(row * RECENT_TOTALS, end - RATIO_TOTALS);
    const totals = recent
      .slice(first, end)
      .filter((value) => !Number.isNaN(value))
      .sort();
    ratio[row] = (totals[totals.length >> 1] ?? Number.NaN) / (normalMs[row] ?? Number.NaN);
  }

  /** Version of the row's newest sample; 0 = none yet. */
  versionOf(row: number): number {
    return this.#columns.version[row] ?? 0;
  }

  /** Whether who was told all up to `since` would miss a sample of the row if told the newest alone. */
  hasPassed(row: number, since: number): boolean {
    return (this.#columns.versionBefore[row] ?? 0) > since;
  }

  /** Epoch ms of the row's newest slot; NaN = no sample yet. */
  scheduledAtOf(row: number): number {
    return this.#columns.scheduledAt[row] ?? Number.NaN;
  }

  /** ms; NaN before the second sample. */
  intervalMsOf(row: number): number {
    return this.#columns.intervalMs[row] ?? Number.NaN;
  }

  /** How many of the newest totals are of slots at or after `since`, epoch ms. */
  recentSince(row: number, since: number): number {
    const { recentSlots, recentCount } = this.#columns;
    const count = recentCount[row] ?? 0;
    const slots = recentSlots.subarray(row * RECENT_TOTALS, row * RECENT_TOTALS + count);
    return count - 1 - slots.findLastIndex((slot) => slot * 1000 < since);
  }

  /** How the row is shown. */
  stateOf(row: number): ShownState {
    if (this.versionOf(row) === 0) return 'waiting';
    const state = outcomeStateAt(this.#columns, row);
    return state !== 'success' && this.maintenanceOf(row) !== null ? 'maintenance' : state;
  }

  /** ms; NaN when missed. */
  totalMsOf(row: number): number {
    return this.#columns.totalMs[row] ?? Number.NaN;
  }

  /** Newest totals against the normal; NaN where one of them is not known. */
  ratioOf(row: number): number {
    return this.#columns.ratio[row] ?? Number.NaN;
  }

  /** Since when the row answers, fails or blocks; null where its newest sample does not tell. */
  sinceOf(row: number): SinceDto | null {
    return sinceAt(this.#columns, row);
  }

  /** The planned work that held the row's newest slot. */
  maintenanceOf(row: number): ActiveMaintenance | null {
    return this.#maintenance[row] ?? null;
  }

  setMaintenance(row: number, maintenance: ActiveMaintenance | null): void {
    this.#maintenance[row] = maintenance;
  }

  /** The row as it is told. */
  seriesAt(row: number): SeriesDto {
    const columns = this.#columns;
    return {
      ...this.briefAt(row),
      normalMs: roughMs(columns.normalMs[row] ?? Number.NaN),
      recentMs: recentAt(columns, row),
    };
  }

  /** The row as it is told among many. */
  briefAt(row: number): BriefSeriesDto {
    const columns = this.#columns;
    const target = this.targets[this.targetOfRow[row] ?? 0];
    const ratio = nullable(this.ratioOf(row));
    return {
      target: target?.target.id ?? '',
      family: columns.family[row] === 6 ? 6 : 4,
      newest: Number.isNaN(this.scheduledAtOf(row)) ? null : newestAt(columns, row),
      since: sinceAt(columns, row),
      maintenance: this.maintenanceOf(row),
      intervalMs: nullable(this.intervalMsOf(row)),
      ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
    };
  }
}

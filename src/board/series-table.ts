import type { PlacedTarget } from '../core/config.ts';
import {
  BLAMES,
  FAILURE_REASONS,
  type Family,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  type Phase,
  PROTOCOLS,
  type Reason,
} from '../core/words/outcome.ts';
import type { Phases, Sample } from '../core/words/sample.ts';
import type { NewestDto, SeriesDto } from './dto.ts';

/** Totals kept per series for the small curve of the overview. */
export const RECENT_TOTALS = 24;

const REASONS: readonly Reason[] = [...FAILURE_REASONS, ...MISSED_CAUSES];

/** Code of a null in a column of codes. */
const NONE = 255;

/**
 * The newest first attempt of every series, in columns: about 220 bytes a series, so that 100,000
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
  readonly #family: Uint8Array;
  readonly #scheduledAt: Float64Array;
  readonly #startedAt: Float64Array;
  readonly #totalMs: Float64Array;
  readonly #phases: Float64Array;
  readonly #intervalMs: Float64Array;
  readonly #version: Float64Array;
  readonly #statusCode: Uint16Array;
  /** outcome, reason, blame, failedPhase, protocol, suspect. */
  readonly #codes: Uint8Array;
  readonly #recent: Float32Array;
  readonly #recentCount: Uint8Array;

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
    this.#family = new Uint8Array(rows);
    this.#scheduledAt = new Float64Array(rows).fill(Number.NaN);
    this.#startedAt = new Float64Array(rows);
    this.#totalMs = new Float64Array(rows);
    this.#phases = new Float64Array(rows * PHASES.length);
    this.#intervalMs = new Float64Array(rows).fill(Number.NaN);
    this.#version = new Float64Array(rows);
    this.#statusCode = new Uint16Array(rows);
    this.#codes = new Uint8Array(rows * 6);
    this.#recent = new Float32Array(rows * RECENT_TOTALS);
    this.#recentCount = new Uint8Array(rows);
    this.#nameRows();
  }

  #nameRows(): void {
    for (const [index, { target }] of this.targets.entries()) {
      const row = this.firstRow[index] ?? 0;
      this.targetOfRow[row] = index;
      this.#family[row] = target.family === 'both' ? 4 : target.family;
      if (target.family === 'both') {
        this.targetOfRow[row + 1] = index;
        this.#family[row + 1] = 6;
      }
    }
  }

  /** Index in `targets`; null for a target that is not in the configuration. */
  indexOf(target: string): number | null {
    return this.#indexById.get(target) ?? null;
  }

  /**
   * Takes a first attempt. False, and nothing changes, where the target is unknown, the sample is a
   * confirmation, or a newer one is there.
   */
  observe(sample: Sample, version: number): boolean {
    const row = sample.attempt === 1 ? this.#rowOf(sample) : null;
    if (row === null) return false;
    const before = this.#scheduledAt[row] ?? Number.NaN;
    if (sample.scheduledAt <= before) return false;
    if (!Number.isNaN(before)) this.#intervalMs[row] = sample.scheduledAt - before;
    this.#scheduledAt[row] = sample.scheduledAt;
    this.#startedAt[row] = sample.startedAt ?? Number.NaN;
    this.#totalMs[row] = sample.totalMs ?? Number.NaN;
    for (const [index, phase] of PHASES.entries()) {
      this.#phases[row * PHASES.length + index] = sample.phases[phase] ?? Number.NaN;
    }
    this.#statusCode[row] = sample.statusCode ?? 0;
    this.#codes.set(codesOf(sample), row * 6);
    this.#version[row] = version;
    this.#keepTotal(row, sample);
    return true;
  }

  /** An IP literal is probed in its own family: a lone row takes the family its samples have. */
  #rowOf(sample: Sample): number | null {
    const index = this.#indexById.get(sample.target);
    if (index === undefined) return null;
    const first = this.firstRow[index] ?? 0;
    const end = this.firstRow[index + 1] ?? first;
    if (end - first === 1) {
      this.#family[first] = sample.family;
      return first;
    }
    return sample.family === 4 ? first : first + 1;
  }

  #keepTotal(row: number, sample: Sample): void {
    const at = row * RECENT_TOTALS;
    const count = this.#recentCount[row] ?? 0;
    if (count === RECENT_TOTALS) this.#recent.copyWithin(at, at + 1, at + RECENT_TOTALS);
    const last = Math.min(count, RECENT_TOTALS - 1);
    this.#recent[at + last] =
      sample.outcome === 'success' ? (sample.totalMs ?? Number.NaN) : Number.NaN;
    this.#recentCount[row] = Math.min(count + 1, RECENT_TOTALS);
  }

  /** Version of the row's newest sample; 0 = none yet. */
  versionOf(row: number): number {
    return this.#version[row] ?? 0;
  }

  /** Epoch ms of the row's newest slot; NaN = no sample yet. */
  scheduledAtOf(row: number): number {
    return this.#scheduledAt[row] ?? Number.NaN;
  }

  /** ms; NaN before the second sample. */
  intervalMsOf(row: number): number {
    return this.#intervalMs[row] ?? Number.NaN;
  }

  /** Index in OUTCOMES; meaningless before the first sample. */
  outcomeCodeOf(row: number): number {
    return this.#codes[row * 6] ?? NONE;
  }

  /** ms; NaN when missed. */
  totalMsOf(row: number): number {
    return this.#totalMs[row] ?? Number.NaN;
  }

  /** The row as it is told. */
  seriesAt(row: number): SeriesDto {
    const target = this.targets[this.targetOfRow[row] ?? 0];
    const recentMs: (number | null)[] = [];
    for (let index = 0; index < (this.#recentCount[row] ?? 0); index += 1) {
      recentMs.push(roughMs(this.#recent[row * RECENT_TOTALS + index] ?? Number.NaN));
    }
    return {
      target: target?.target.id ?? '',
      family: familyOf(this.#family[row] ?? 4),
      newest: Number.isNaN(this.scheduledAtOf(row)) ? null : this.#newestAt(row),
      intervalMs: nullable(this.intervalMsOf(row)),
      recentMs,
    };
  }

  #newestAt(row: number): NewestDto {
    const codes = row * 6;
    return {
      scheduledAt: this.scheduledAtOf(row),
      startedAt: nullable(this.#startedAt[row] ?? Number.NaN),
      outcome: OUTCOMES[this.#codes[codes] ?? 0] ?? 'missed',
      reason: REASONS[this.#codes[codes + 1] ?? NONE] ?? null,
      blame: BLAMES[this.#codes[codes + 2] ?? NONE] ?? null,
      failedPhase: PHASES[this.#codes[codes + 3] ?? NONE] ?? null,
      statusCode: this.#statusCode[row] || null,
      protocol: PROTOCOLS[this.#codes[codes + 4] ?? NONE] ?? null,
      totalMs: nullable(this.totalMsOf(row)),
      phases: this.#phasesAt(row),
      validity: this.#codes[codes + 5] === 1 ? 'suspect' : 'valid',
    };
  }

  #phasesAt(row: number): Phases {
    const at = row * PHASES.length;
    const value = (phase: Phase) =>
      nullable(this.#phases[at + PHASES.indexOf(phase)] ?? Number.NaN);
    return {
      dns: value('dns'),
      connect: value('connect'),
      tls: value('tls'),
      send: value('send'),
      wait: value('wait'),
      transfer: value('transfer'),
      other: value('other'),
    };
  }
}

function codesOf(sample: Sample): number[] {
  return [
    OUTCOMES.indexOf(sample.outcome),
    sample.reason === null ? NONE : REASONS.indexOf(sample.reason),
    sample.blame === null ? NONE : BLAMES.indexOf(sample.blame),
    sample.failedPhase === null ? NONE : PHASES.indexOf(sample.failedPhase),
    sample.protocol === null ? NONE : PROTOCOLS.indexOf(sample.protocol),
    sample.validity === 'suspect' ? 1 : 0,
  ];
}

function familyOf(value: number): Family {
  return value === 6 ? 6 : 4;
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Whole ms from 10 on, else one decimal; null for NaN. */
function roughMs(value: number): number | null {
  if (Number.isNaN(value)) return null;
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}

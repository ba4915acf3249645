import type { RecordText } from './record-text.ts';
import { type SqliteFile, textOf } from './sqlite-file.ts';

export type KeptText = Pick<RecordText, 'fixed' | 'varying'>;

const SUCCESSES = 3;
const FAILURES = 10;
/** Successes wait this long in memory: only the last three of them are worth their bytes. */
const FLUSH_MS = 30 * 60_000;
/** Series kept in memory; above it they are written early and read again when they are needed. */
const MOST_SERIES = 8192;
/** Failures of one series that are written at once between two flushes; more wait for the next. */
const PROMPT_FAILURES = 3;
/** Series written in one transaction of a flush. */
const FLUSHED_PER_STEP = 50;

interface KeptRecord {
  readonly at: number;
  readonly attempt: number;
  readonly success: boolean;
  readonly fixed: string;
  readonly varying: string;
}

interface KeptSeries {
  readonly target: string;
  /** Newest first. */
  records: KeptRecord[];
  isDirty: boolean;
  promptWrites: number;
}

/**
 * The last 3 successes and 10 failures of every series. Failures are written at once, successes with
 * the next flush; a killed process loses the successes of up to {@link FLUSH_MS}. What is the same in
 * two neighbouring records of a series is held once, about 1 KB a series; no more than
 * {@link MOST_SERIES} and what half a minute brings stay in memory.
 */
export class KeptRecords {
  readonly #state: SqliteFile;
  readonly #mostSeries: number;
  readonly #series = new Map<string, KeptSeries>();
  #flushedAt: number | null = null;

  constructor(state: SqliteFile, mostSeries = MOST_SERIES) {
    this.#state = state;
    this.#mostSeries = mostSeries;
  }

  /** Series in memory. */
  get size(): number {
    return this.#series.size;
  }

  keep(texts: readonly RecordText[]): void {
    const prompt = new Set<string>();
    for (const text of texts) {
      const kept = this.#kept(text.series, text.target);
      insert(kept, text);
      kept.isDirty = true;
      if (!text.success && kept.promptWrites < PROMPT_FAILURES) prompt.add(text.series);
    }
    if (prompt.size === 0) return;
    this.#write([...prompt]);
    for (const series of prompt) {
      const kept = this.#series.get(series);
      if (kept !== undefined) kept.promptWrites += 1;
    }
  }

  /** Of one target, newest first. */
  records(target: string): KeptText[] {
    const stored = this.#state.rows('SELECT series FROM kept WHERE target = ?', target);
    for (const row of stored) this.#kept(textOf(row[0]), target);
    return [...this.#series.values()]
      .filter((kept) => kept.target === target)
      .flatMap((kept) => kept.records)
      .sort(newestFirst)
      .map(({ fixed, varying }) => ({ fixed, varying }));
  }

  isFlushDue(now: number): boolean {
    this.#flushedAt ??= now;
    return this.size > this.#mostSeries || Math.abs(now - this.#flushedAt) >= FLUSH_MS;
  }

  /**
   * Writes what waits, a few ms a step; afterwards only series that were written stay in memory, and
   * of too many none.
   */
  *flush(now: number): Generator<void, void> {
    const dirty = [...this.#series].flatMap(([series, kept]) => (kept.isDirty ? [series] : []));
    for (let at = 0; at < dirty.length; at += FLUSHED_PER_STEP) {
      this.#write(dirty.slice(at, at + FLUSHED_PER_STEP));
      yield;
    }
    this.#flushedAt = now;
    const written = new Set(this.size > this.#mostSeries ? [] : dirty);
    for (const [series, kept] of this.#series) {
      kept.promptWrites = 0;
      if (!kept.isDirty && !written.has(series)) this.#series.delete(series);
    }
  }

  #kept(series: string, target: string): KeptSeries {
    const known = this.#series.get(series);
    if (known !== undefined) return known;
    const row = this.#state.row('SELECT records FROM kept WHERE series = ?', series);
    const records = row === null ? [] : parseRecords(textOf(row[0]));
    const kept: KeptSeries = { target, records, isDirty: false, promptWrites: 0 };
    this.#series.set(series, kept);
    return kept;
  }

  #write(names: readonly string[]): void {
    this.#state.transaction(() => {
      for (const name of names) {
        const kept = this.#series.get(name);
        if (kept === undefined) continue;
        const text = JSON.stringify(packed(kept.records));
        const at = kept.records[0]?.at ?? 0;
        this.#state.run(
          'INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)',
          name,
          kept.target,
          at,
          text,
        );
      }
    });
    for (const name of names) {
      const kept = this.#series.get(name);
      if (kept !== undefined) kept.isDirty = false;
    }
  }
}

function insert(kept: KeptSeries, text: RecordText): void {
  const { at, attempt, success, varying } = text;
  if (kept.records.some((one) => one.at === at && one.attempt === attempt)) return;
  const same = kept.records.find((one) => one.fixed === text.fixed);
  kept.records.unshift({ at, attempt, success, fixed: same?.fixed ?? text.fixed, varying });
  kept.records.sort(newestFirst);
  const seen = { successes: 0, failures: 0 };
  kept.records = kept.records.filter((one) => {
    if (one.success) {
      seen.successes += 1;
      return seen.successes <= SUCCESSES;
    }
    seen.failures += 1;
    return seen.failures <= FAILURES;
  });
}

function newestFirst(a: KeptRecord, b: KeptRecord): number {
  return b.at - a.at || b.attempt - a.attempt;
}

/** Records with each fixed text once: `{fixed: [...], records: [[at, attempt, success, n, varying]]}`. */
interface PackedRecords {
  readonly fixed: readonly string[];
  readonly records: readonly (readonly [number, number, boolean, number, string])[];
}

function packed(records: readonly KeptRecord[]): PackedRecords {
  const fixed = [...new Set(records.map((one) => one.fixed))];
  return {
    fixed,
    records: records.map((one) => [
      one.at,
      one.attempt,
      one.success,
      fixed.indexOf(one.fixed),
      one.varying,
    ]),
  };
}

function parseRecords(text: string): KeptRecord[] {
  const { fixed, records } = parsePacked(text);
  return records.map(([at, attempt, success, index, varying]) => ({
    at,
    attempt,
    success,
    fixed: fixed[index] ?? '',
    varying,
  }));
}

/** Guarantee: the text was written by {@link KeptRecords}. */
function parsePacked(text: string): PackedRecords {
  return JSON.parse(text) as PackedRecords;
}

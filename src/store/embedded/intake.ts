import type { Attempt } from '../../core/words/outcome.ts';
import type { BatchMessage } from './batch-encoder.ts';
import type { DayFile, DayMark } from './day-file.ts';
import type { DayFiles } from './day-files.ts';
import { dayKey, dayOf, HOUR_MS } from './day-key.ts';
import type { FactValue } from './facts.ts';
import type { OpenHour } from './open-hour.ts';
import { type ByteReader, readRow, readVarint, type SampleRow, unzigzag } from './sample-row.ts';
import type { SeriesName } from './series-book.ts';

/** Rows in one row of `open_batches`: what a damaged page can take with it. */
const ROWS_PER_BATCH = 512;

interface KnownSeries {
  readonly name: SeriesName;
  /** The file it was last used in, and its id there. */
  file: DayFile | null;
  id: number;
}

interface KnownFacts {
  readonly values: readonly FactValue[];
  readonly ids: Map<DayFile, number>;
}

/** What one batch adds to one file, and how to take it back. */
interface Plan {
  readonly mark: DayMark;
  readonly hours: Map<OpenHour, HourPlan>;
}

interface HourPlan {
  readonly countBefore: number;
  readonly batchesBefore: OpenHour['batches'];
  readonly rows: SampleRow[];
}

/** Takes batches into the open hours of their days. */
export class Intake {
  readonly #files: DayFiles;
  readonly #series = new Map<number, KnownSeries>();
  readonly #facts = new Map<number, KnownFacts>();

  constructor(files: DayFiles) {
    this.#files = files;
  }

  /**
   * Commits a batch, one transaction a day; a key that is already there is left as it is. Throws
   * what SQLite throws: then the days before the failing one are committed, and the same batch may
   * come again.
   */
  append(message: BatchMessage): void {
    for (const [id, name] of message.newSeries) this.#series.set(id, { name, file: null, id: 0 });
    for (const [id, values] of message.newFacts) this.#facts.set(id, { values, ids: new Map() });
    for (const day of message.days) {
      this.#files.withDay(day, (file) => this.#appendToDay(message, file));
    }
    for (const id of message.retired) this.#facts.delete(id);
  }

  #appendToDay(message: BatchMessage, file: DayFile): void {
    const plan: Plan = { mark: file.mark, hours: new Map() };
    try {
      file.file.transaction(() => {
        this.#plan(message, file, plan);
        for (const [mirror, hour] of plan.hours) writeHour(file, mirror, hour.rows);
      });
    } catch (error) {
      this.#takeBack(file, plan);
      throw error;
    }
  }

  #plan(message: BatchMessage, file: DayFile, plan: Plan): void {
    const reader: ByteReader = { bytes: message.bytes, at: 0 };
    let hour: HourPlan | undefined;
    let mirror: OpenHour | undefined;
    for (let index = 0; index < message.count; index += 1) {
      const seriesId = readVarint(reader);
      const local = readVarint(reader);
      const when = readVarint(reader);
      const from = reader.at;
      const row = readRow(reader, 0, 0);
      const at = message.base + unzigzag(Math.floor(when / 2));
      if (dayOf(at) !== file.day) continue;
      const attempt: Attempt = when % 2 === 0 ? 1 : 2;
      const key = dayKey(this.#seriesIn(file, seriesId), at - file.day, attempt);
      const hourOfDay = Math.floor((at - file.day) / HOUR_MS);
      if (file.isOpen(hourOfDay, key)) continue;
      if (mirror?.hour !== hourOfDay) {
        mirror = file.openHour(hourOfDay);
        hour = hourPlanOf(plan, mirror);
      }
      const facts = this.#factsIn(file, message.facts[local] ?? -1);
      mirror.add(key, facts, { bytes: message.bytes, from, to: reader.at });
      row[0] = key;
      row[1] = facts;
      hour?.rows.push(row);
    }
  }

  #takeBack(file: DayFile, plan: Plan): void {
    for (const [mirror, hour] of plan.hours) {
      mirror.truncate(hour.countBefore);
      mirror.batches = hour.batchesBefore;
    }
    for (const series of this.#series.values()) {
      if (series.file === file && series.id >= plan.mark.series) series.file = null;
    }
    for (const facts of this.#facts.values()) {
      if ((facts.ids.get(file) ?? -1) >= plan.mark.facts) facts.ids.delete(file);
    }
    file.forget(plan.mark);
  }

  #seriesIn(file: DayFile, id: number): number {
    const known = this.#series.get(id);
    if (known === undefined) throw new RangeError(`series ${id} was never defined`);
    if (known.file !== file) {
      known.id = file.series.add(known.name);
      known.file = file;
    }
    return known.id;
  }

  #factsIn(file: DayFile, id: number): number {
    const known = this.#facts.get(id);
    if (known === undefined) throw new RangeError(`facts ${id} were never defined`);
    let inFile = known.ids.get(file);
    if (inFile === undefined) {
      inFile = file.facts.add(known.values);
      for (const other of known.ids.keys()) if (!this.#files.isOpen(other)) known.ids.delete(other);
      known.ids.set(file, inFile);
    }
    return inFile;
  }
}

function hourPlanOf(plan: Plan, mirror: OpenHour): HourPlan {
  let hour = plan.hours.get(mirror);
  if (hour === undefined) {
    hour = { countBefore: mirror.count, batchesBefore: mirror.batches, rows: [] };
    plan.hours.set(mirror, hour);
  }
  return hour;
}

function writeHour(file: DayFile, mirror: OpenHour, rows: readonly SampleRow[]): void {
  for (let from = 0; from < rows.length; from += ROWS_PER_BATCH) {
    file.writeBatch(mirror, rows.slice(from, from + ROWS_PER_BATCH));
  }
}

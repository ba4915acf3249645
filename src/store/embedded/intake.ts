import type { Attempt } from '../../core/words/outcome.ts';
import type { BatchMessage } from './batch-encoder.ts';
import type { DayFile, DayMark } from './day-file.ts';
import type { DayFiles } from './day-files.ts';
import { dayKey, dayOf, HOUR_MS } from './day-key.ts';
import type { FactValue } from './facts.ts';
import { IdTable } from './id-table.ts';
import type { OpenHour } from './open-hour.ts';
import { type ByteReader, readRow, readVarint, type SampleRow, unzigzag } from './sample-row.ts';
import type { SeriesName } from './series-book.ts';

/** Rows in one row of `open_batches`: what a damaged page can take with it. */
const ROWS_PER_BATCH = 512;

interface FileIds {
  readonly series: IdTable;
  readonly facts: IdTable;
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
  readonly #series = new Map<number, SeriesName>();
  /** Fact values as JSON arrays, the same text as the day's file holds: a fifth of the values themselves. */
  readonly #facts = new Map<number, string>();
  /** Ids inside a file by the sender's ids. */
  readonly #ids = new WeakMap<DayFile, FileIds>();

  constructor(files: DayFiles) {
    this.#files = files;
  }

  /**
   * Commits a batch, one transaction a day; a key that is already there is left as it is. Throws
   * what SQLite throws: then the days before the failing one are committed, and the same batch may
   * come again.
   */
  append(message: BatchMessage): void {
    for (const [id, name] of message.newSeries) this.#series.set(id, name);
    for (const [id, values] of message.newFacts) this.#facts.set(id, JSON.stringify(values));
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
    const ids = this.#idsIn(file);
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
      const series =
        ids.series.get(seriesId) ?? ids.series.set(seriesId, this.#addSeries(file, seriesId));
      const key = dayKey(series, at - file.day, attempt);
      const hourOfDay = Math.floor((at - file.day) / HOUR_MS);
      if (file.isOpen(hourOfDay, key)) continue;
      if (mirror?.hour !== hourOfDay) {
        mirror = file.openHour(hourOfDay);
        hour = hourPlanOf(plan, mirror);
      }
      const factsId = message.facts[local] ?? -1;
      const facts = ids.facts.get(factsId) ?? ids.facts.set(factsId, this.#addFacts(file, factsId));
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
    this.#ids.delete(file);
    file.forget(plan.mark);
  }

  #idsIn(file: DayFile): FileIds {
    let ids = this.#ids.get(file);
    if (ids === undefined) {
      ids = { series: new IdTable(), facts: new IdTable() };
      this.#ids.set(file, ids);
    }
    return ids;
  }

  #addSeries(file: DayFile, id: number): number {
    const name = this.#series.get(id);
    if (name === undefined) throw new RangeError(`series ${id} was never defined`);
    return file.series.add(name);
  }

  #addFacts(file: DayFile, id: number): number {
    const text = this.#facts.get(id);
    if (text === undefined) throw new RangeError(`facts ${id} were never defined`);
    return file.facts.add(parsed(text), text);
  }
}

/** Guarantee: {@link Intake} made the text of values. */
function parsed(text: string): readonly FactValue[] {
  return JSON.parse(text);
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

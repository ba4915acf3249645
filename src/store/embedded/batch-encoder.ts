import type { Sample } from '../../core/words/sample.ts';
import { dayOf } from './day-key.ts';
import { type Facts, type FactValue, factsOf, factValues, sameFacts } from './facts.ts';
import {
  type ByteWriter,
  MAX_VALUE_BYTES,
  writeValues,
  writeVarint,
  zigzag,
} from './sample-row.ts';

import type { SeriesName } from './series-book.ts';

/** Samples as the store's thread reads them; see {@link BatchEncoder} for what the bytes hold. */
export interface BatchMessage {
  readonly count: number;
  /** Epoch ms that the rows' times are relative to. */
  readonly base: number;
  /** The UTC days of its samples. */
  readonly days: readonly number[];
  readonly bytes: Uint8Array;
  /** Facts ids by their number inside the batch. */
  readonly facts: readonly number[];
  readonly newSeries: readonly (readonly [number, SeriesName])[];
  readonly newFacts: readonly (readonly [number, readonly FactValue[]])[];
  /** Facts ids that no later batch uses. */
  readonly retired: readonly number[];
}

/** A sealed batch; kept until the store has committed it. */
export interface Batch {
  readonly count: number;
  readonly base: number;
  readonly days: readonly number[];
  readonly bytes: Uint8Array;
  readonly series: readonly SeriesEntry[];
  readonly facts: readonly FactsEntry[];
  readonly retired: readonly number[];
}

interface SeriesEntry extends SeriesName {
  readonly id: number;
  /** Another series of the same target. */
  readonly next: SeriesEntry | null;
  latest: FactsEntry | null;
  /** Combinations before the latest, the most recent first. */
  readonly earlier: FactsEntry[];
  /** Life of the store's thread that knows it. */
  knownIn: number;
  batch: number;
}

interface FactsEntry {
  readonly id: number;
  readonly facts: Facts;
  knownIn: number;
  batch: number;
  local: number;
}

/** Combinations remembered per series beside the latest. */
const EARLIER_FACTS = 7;
const ROW_ROOM = MAX_VALUE_BYTES + 32;
const FIRST_ROOM = 16_384;

/**
 * Turns samples into compact batches (about 45 bytes each): per row the varints series, facts number
 * in the batch, zigzag(time − base) × 2 + attempt − 1, then the values. Series and facts travel once
 * per life of the receiving thread.
 */
export class BatchEncoder {
  /** The first series of each target. */
  readonly #series = new Map<string, SeriesEntry>();
  #nextSeries = 0;
  #nextFacts = 0;
  #batch = 1;
  #base = 0;
  #count = 0;
  readonly #writer: ByteWriter = { bytes: new Uint8Array(FIRST_ROOM), at: 0 };
  #usedSeries: SeriesEntry[] = [];
  #usedFacts: FactsEntry[] = [];
  #days: number[] = [];
  #retired: number[] = [];

  /** Samples in the batch under construction. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of the batch under construction. */
  get length(): number {
    return this.#writer.at;
  }

  /** Adds a sample; a RangeError for one that no store can hold leaves the batch as it was. */
  add(sample: Sample): void {
    const { scheduledAt } = sample;
    checkTimes(sample);
    if (this.#count === 0) this.#base = scheduledAt;
    this.#makeRoom();
    const series = this.#seriesOf(sample);
    const facts = this.#factsOf(series, sample);
    const writer = this.#writer;
    const from = writer.at;
    try {
      writeVarint(writer, series.id);
      writeVarint(writer, facts.local);
      writeVarint(writer, zigzag(scheduledAt - this.#base) * 2 + (sample.attempt - 1));
      writeValues(writer, sample);
    } catch (error) {
      writer.at = from;
      throw error;
    }
    this.#noteDay(dayOf(scheduledAt));
    this.#count += 1;
  }

  /** Ends the batch under construction and begins the next. */
  seal(): Batch {
    const batch: Batch = {
      count: this.#count,
      base: this.#base,
      days: this.#days,
      bytes: this.#writer.bytes.slice(0, this.#writer.at),
      series: this.#usedSeries,
      facts: this.#usedFacts,
      retired: this.#retired,
    };
    this.#batch += 1;
    this.#count = 0;
    this.#writer.at = 0;
    this.#usedSeries = [];
    this.#usedFacts = [];
    this.#days = [];
    this.#retired = [];
    return batch;
  }

  #noteDay(day: number): void {
    if (this.#days[0] === day || this.#days.includes(day)) return;
    this.#days.unshift(day);
  }

  #makeRoom(): void {
    const writer = this.#writer;
    if (writer.at + ROW_ROOM <= writer.bytes.length) return;
    const bytes = new Uint8Array(writer.bytes.length * 2);
    bytes.set(writer.bytes);
    writer.bytes = bytes;
  }

  #seriesOf(sample: Sample): SeriesEntry {
    const first = this.#series.get(sample.target) ?? null;
    let entry = first;
    while (entry !== null) {
      if (entry.family === sample.family && entry.vantage === sample.vantage) break;
      entry = entry.next;
    }
    entry ??= this.#addSeries(sample, first);
    if (entry.batch !== this.#batch) {
      entry.batch = this.#batch;
      this.#usedSeries.push(entry);
    }
    return entry;
  }

  #addSeries({ target, vantage, family }: Sample, next: SeriesEntry | null): SeriesEntry {
    const id = this.#nextSeries;
    const entry: SeriesEntry = {
      id,
      target,
      vantage,
      family,
      next,
      latest: null,
      earlier: [],
      knownIn: 0,
      batch: 0,
    };
    this.#nextSeries = id + 1;
    this.#series.set(target, entry);
    return entry;
  }

  #factsOf(series: SeriesEntry, sample: Sample): FactsEntry {
    const { latest } = series;
    const entry =
      latest !== null && sameFacts(latest.facts, sample)
        ? latest
        : this.#otherFacts(series, sample);
    if (entry.batch !== this.#batch) {
      entry.batch = this.#batch;
      entry.local = this.#usedFacts.length;
      this.#usedFacts.push(entry);
    }
    return entry;
  }

  /** Facts that differ from the series' latest become its latest. */
  #otherFacts(series: SeriesEntry, sample: Sample): FactsEntry {
    const { latest, earlier } = series;
    const at = earlier.findIndex((one) => sameFacts(one.facts, sample));
    let entry = at < 0 ? undefined : earlier.splice(at, 1)[0];
    if (entry === undefined) {
      entry = { id: this.#nextFacts, facts: factsOf(sample), knownIn: 0, batch: 0, local: 0 };
      this.#nextFacts += 1;
    }
    if (latest !== null) earlier.unshift(latest);
    if (earlier.length > EARLIER_FACTS) this.#retire(earlier.pop());
    series.latest = entry;
    return entry;
  }

  #retire(entry: FactsEntry | undefined): void {
    if (entry !== undefined) this.#retired.push(entry.id);
  }
}

/**
 * The message for a batch to the thread in its `life`-th life (from 1), with the definitions that
 * this life has not been sent yet.
 */
export function messageOfBatch(batch: Batch, life: number): BatchMessage {
  const newSeries = batch.series.filter((entry) => entry.knownIn !== life);
  const newFacts = batch.facts.filter((entry) => entry.knownIn !== life);
  for (const entry of newSeries) entry.knownIn = life;
  for (const entry of newFacts) entry.knownIn = life;
  return {
    count: batch.count,
    base: batch.base,
    days: batch.days,
    bytes: batch.bytes,
    facts: batch.facts.map((entry) => entry.id),
    newSeries: newSeries.map(({ id, target, vantage, family }) => [
      id,
      { target, vantage, family },
    ]),
    newFacts: newFacts.map((entry) => [entry.id, factValues(entry.facts)]),
    retired: batch.retired,
  };
}

function checkTimes({ scheduledAt, startedAt }: Sample): void {
  const isStartWhole = startedAt === null || Number.isSafeInteger(startedAt);
  if (Number.isSafeInteger(scheduledAt) && isStartWhole) return;
  throw new RangeError(`a sample's times are whole ms, not ${scheduledAt} and ${startedAt}`);
}

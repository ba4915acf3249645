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
  readonly facts: FactsEntry[];
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

/** Combinations remembered per series, the most recent first. */
const FACTS_PER_SERIES = 8;
const ROW_ROOM = MAX_VALUE_BYTES + 32;
const FIRST_ROOM = 16_384;

/**
 * Turns samples into compact batches (about 45 bytes each): per row the varints series, facts number
 * in the batch, zigzag(time − base) × 2 + attempt − 1, then the values. Series and facts travel once
 * per life of the receiving thread.
 */
export class BatchEncoder {
  readonly #series = new Map<string, SeriesEntry[]>();
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
    checkSample(sample);
    if (this.#count === 0) this.#base = sample.scheduledAt;
    this.#makeRoom();
    this.#noteDay(dayOf(sample.scheduledAt));
    const series = this.#seriesOf(sample);
    const facts = this.#factsOf(series, sample);
    writeVarint(this.#writer, series.id);
    writeVarint(this.#writer, facts.local);
    const when = zigzag(sample.scheduledAt - this.#base);
    writeVarint(this.#writer, when * 2 + (sample.attempt - 1));
    writeValues(this.#writer, sample);
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
    let entries = this.#series.get(sample.target);
    if (entries === undefined) {
      entries = [];
      this.#series.set(sample.target, entries);
    }
    let entry = entries.find(
      (one) => one.family === sample.family && one.vantage === sample.vantage,
    );
    if (entry === undefined) {
      const { target, vantage, family } = sample;
      entry = { id: this.#nextSeries, target, vantage, family, facts: [], knownIn: 0, batch: 0 };
      this.#nextSeries += 1;
      entries.push(entry);
    }
    if (entry.batch !== this.#batch) {
      entry.batch = this.#batch;
      this.#usedSeries.push(entry);
    }
    return entry;
  }

  #factsOf(series: SeriesEntry, sample: Sample): FactsEntry {
    const known = series.facts;
    const at = known.findIndex((one) => sameFacts(one.facts, sample));
    let entry = known[at];
    if (entry === undefined) {
      entry = { id: this.#nextFacts, facts: factsOf(sample), knownIn: 0, batch: 0, local: 0 };
      this.#nextFacts += 1;
      known.unshift(entry);
      if (known.length > FACTS_PER_SERIES) this.#retire(known.pop());
    } else if (at > 0) {
      known.splice(at, 1);
      known.unshift(entry);
    }
    if (entry.batch !== this.#batch) {
      entry.batch = this.#batch;
      entry.local = this.#usedFacts.length;
      this.#usedFacts.push(entry);
    }
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

function checkSample(sample: Sample): void {
  const { scheduledAt, startedAt } = sample;
  if (
    !Number.isSafeInteger(scheduledAt) ||
    !(startedAt === null || Number.isSafeInteger(startedAt))
  ) {
    throw new RangeError(`a sample's times are whole ms, not ${scheduledAt} and ${startedAt}`);
  }
  const { phases } = sample;
  if (
    !(isCount(sample.totalMs) && isCount(sample.ttfbMs) && isCount(sample.queueMs)) ||
    !(isCount(sample.loopDelayMs) && isCount(phases.dns) && isCount(phases.connect)) ||
    !(isCount(phases.tls) && isCount(phases.send) && isCount(phases.wait)) ||
    !(isCount(phases.transfer) && isCount(phases.other)) ||
    !(isCount(sample.encodedBodyBytes) && isCount(sample.decodedBodyBytes))
  ) {
    throw new RangeError(`a value of the sample of ${sample.target} is negative or not finite`);
  }
}

/** null, or a finite number ≥ 0. */
function isCount(value: number | null): boolean {
  return value === null || (value >= 0 && value < 1e12);
}

import { attemptOfKey, seriesOfKey } from './day-key.ts';
import {
  type ByteReader,
  MAX_VALUE_BYTES,
  readRow,
  type SampleRow,
  writeRowValues,
} from './sample-row.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * Mirror in memory of the committed samples of one hour that are not in the day's table yet: values
 * as varints (about 40 bytes a sample), a list per series. It lets one series be read, rolled up and
 * moved without a search in the table in time order.
 */
export class OpenHour {
  /** Hour of the UTC day. */
  readonly hour: number;
  /** Ids of its rows in `open_batches`, the first and past the last; null before the first. */
  batches: { first: number; end: number } | null = null;
  /** Nothing is added any more; later arrivals of the hour open another mirror. */
  sealed = false;
  #count = 0;
  #keys = new Float64Array(1024);
  #facts = new Int32Array(1024);
  #places = new Uint32Array(1024);
  #previous = new Int32Array(1024);
  /** Per series the row with the largest key; the rows behind it are linked by `#previous`. */
  #heads = new Int32Array(1024).fill(-1);
  /** The keys of the heads; −1 where there is none. */
  #newestKeys = new Float64Array(1024).fill(-1);
  readonly #chunks: Uint8Array[] = [];
  #used = CHUNK_BYTES;
  readonly #reader: ByteReader = { bytes: new Uint8Array(0), at: 0 };

  constructor(hour: number) {
    this.hour = hour;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a row whose values are `bytes[from, to)`. */
  add(key: number, facts: number, values: { bytes: Uint8Array; from: number; to: number }): void {
    const length = values.to - values.from;
    const chunk = this.#room(length);
    for (let index = 0; index < length; index += 1) {
      chunk[this.#used + index] = values.bytes[values.from + index] ?? 0;
    }
    this.#place(key, facts, length);
  }

  /** Adds a row read back from the file. */
  addRow(row: SampleRow): void {
    const chunk = this.#room(MAX_VALUE_BYTES);
    const writer = { bytes: chunk, at: this.#used };
    writeRowValues(writer, row);
    this.#place(row[0] ?? 0, row[1] ?? 0, writer.at - this.#used);
  }

  has(key: number): boolean {
    const series = seriesOfKey(key);
    if ((this.#newestKeys[series] ?? -1) < key) return false;
    let at = this.#heads[series] ?? -1;
    while (at >= 0) {
      if (this.#keys[at] === key) return true;
      at = this.#previous[at] ?? -1;
    }
    return false;
  }

  /** Takes back the newest rows until `count` are left. */
  truncate(count: number): void {
    while (this.#count > count) {
      this.#count -= 1;
      this.#unlink(this.#count);
    }
  }

  /** Ids of the series present, ascending. */
  series(): number[] {
    const present: number[] = [];
    for (let id = 0; id < this.#heads.length; id += 1) if (this.hasSeries(id)) present.push(id);
    return present;
  }

  hasSeries(series: number): boolean {
    return (this.#heads[series] ?? -1) >= 0;
  }

  /** Rows of one series with keys in [fromKey, toKey], ascending by key. */
  rowsOf(series: number, fromKey: number, toKey: number): SampleRow[] {
    const rows: SampleRow[] = [];
    let ascending = true;
    let newer = Number.POSITIVE_INFINITY;
    for (let at = this.#heads[series] ?? -1; at >= 0; at = this.#previous[at] ?? -1) {
      const key = this.#keys[at] ?? 0;
      if (key < fromKey || key > toKey) continue;
      if (key > newer) ascending = false;
      newer = key;
      rows.push(this.#row(at));
    }
    rows.reverse();
    if (!ascending) rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    return rows;
  }

  /** The first attempt with the largest key of a series; null where there is none. */
  newestFirst(series: number): SampleRow | null {
    let best = -1;
    let bestKey = -1;
    for (let at = this.#heads[series] ?? -1; at >= 0; at = this.#previous[at] ?? -1) {
      const key = this.#keys[at] ?? 0;
      if (key > bestKey && attemptOfKey(key) === 1) {
        best = at;
        bestKey = key;
      }
    }
    return best < 0 ? null : this.#row(best);
  }

  #row(at: number): SampleRow {
    const place = this.#places[at] ?? 0;
    this.#reader.bytes = this.#chunks[Math.floor(place / CHUNK_BYTES)] ?? this.#reader.bytes;
    this.#reader.at = place % CHUNK_BYTES;
    return readRow(this.#reader, this.#keys[at] ?? 0, this.#facts[at] ?? 0);
  }

  #largestFrom(row: number): number {
    let largest = -1;
    for (let at = row; at >= 0; at = this.#previous[at] ?? -1) {
      largest = Math.max(largest, this.#keys[at] ?? -1);
    }
    return largest;
  }

  #room(length: number): Uint8Array {
    if (this.#used + length > CHUNK_BYTES) {
      this.#chunks.push(new Uint8Array(CHUNK_BYTES));
      this.#used = 0;
    }
    return this.#chunks[this.#chunks.length - 1] ?? new Uint8Array(0);
  }

  #place(key: number, facts: number, length: number): void {
    const at = this.#count;
    if (at === this.#keys.length) this.#grow();
    const series = seriesOfKey(key);
    this.#keys[at] = key;
    this.#facts[at] = facts;
    this.#places[at] = (this.#chunks.length - 1) * CHUNK_BYTES + this.#used;
    this.#used += length;
    this.#count += 1;
    if (series >= this.#heads.length) this.#growHeads(series);
    const head = this.#heads[series] ?? -1;
    if ((this.#newestKeys[series] ?? -1) < key) {
      this.#previous[at] = head;
      this.#heads[series] = at;
      this.#newestKeys[series] = key;
    } else {
      this.#previous[at] = this.#previous[head] ?? -1;
      this.#previous[head] = at;
    }
  }

  #growHeads(series: number): void {
    const heads = new Int32Array(2 ** Math.ceil(Math.log2(series + 1))).fill(-1);
    heads.set(this.#heads);
    this.#heads = heads;
    const newestKeys = new Float64Array(heads.length).fill(-1);
    newestKeys.set(this.#newestKeys);
    this.#newestKeys = newestKeys;
  }

  #unlink(at: number): void {
    const series = seriesOfKey(this.#keys[at] ?? 0);
    const next = this.#previous[at] ?? -1;
    let newer = this.#heads[series] ?? -1;
    if (newer === at) {
      this.#heads[series] = next;
      this.#newestKeys[series] = next < 0 ? -1 : this.#largestFrom(next);
      return;
    }
    while (newer >= 0 && this.#previous[newer] !== at) newer = this.#previous[newer] ?? -1;
    if (newer >= 0) this.#previous[newer] = next;
  }

  #grow(): void {
    const size = this.#keys.length * 2;
    this.#keys = copyInto(new Float64Array(size), this.#keys);
    this.#facts = copyInto(new Int32Array(size), this.#facts);
    this.#places = copyInto(new Uint32Array(size), this.#places);
    this.#previous = copyInto(new Int32Array(size), this.#previous);
  }
}

function copyInto<T extends Float64Array | Int32Array | Uint32Array>(into: T, from: T): T {
  into.set(from);
  return into;
}

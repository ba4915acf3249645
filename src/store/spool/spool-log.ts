import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { BatchMessage } from '../embedded/batch-encoder.ts';
import { pointPayload } from './point-payload.ts';
import { isBefore, type Position } from './position.ts';
import { type LogRecord, RecordReaders } from './record-readers.ts';
import { SegmentEncoder } from './segment-encoder.ts';
import { SegmentReader } from './segment-reader.ts';
import { SegmentWriter } from './segment-writer.ts';

export interface SpoolLogOptions {
  readonly dir: string;
  /** `full` waits for the disk at every append. */
  readonly sync: 'normal' | 'full';
  /** Bytes after which a segment is closed; default 16 MiB. */
  readonly segmentBytes?: number;
  /** Numbers up to it were used before, whether or not their segments are there. */
  readonly lastSegment: number;
}

/** A segment that is not written to any more. */
interface ClosedSegment {
  readonly number: number;
  readonly bytes: number;
  readonly count: number;
}

const SEGMENT_BYTES = 16 * 2 ** 20;
const FILE = /^(\d{8})\.log$/;

/**
 * The log of what waits for InfluxDB: segments in order of their numbers. Each start begins a new
 * segment, so that what a kill left torn at the end of the one before is read past and never written
 * behind. Throws what the file system throws.
 */
export class SpoolLog {
  readonly #options: SpoolLogOptions;
  readonly #closed: ClosedSegment[] = [];
  readonly #readers: RecordReaders;
  readonly #encoder = new SegmentEncoder();
  #writer: SegmentWriter;
  #closedBytes = 0;

  constructor(options: SpoolLogOptions) {
    this.#options = options;
    mkdirSync(options.dir, { recursive: true });
    for (const number of segmentsIn(options.dir)) this.#takeUp(number);
    this.#readers = new RecordReaders((number) => this.#path(number));
    const last = Math.max(options.lastSegment, this.#closed.at(-1)?.number ?? 0);
    this.#writer = this.#open(last + 1);
  }

  /** Where the oldest record lies. */
  get start(): Position {
    return { segment: this.#closed[0]?.number ?? this.#writer.number, offset: 0, entry: 0 };
  }

  /** Where the next record will lie. */
  get end(): Position {
    const { number, bytes, count } = this.#writer;
    return { segment: number, offset: bytes, entry: count };
  }

  get bytes(): number {
    return this.#closedBytes + this.#writer.bytes;
  }

  append(batch: BatchMessage, at: number): void {
    this.#makeReady();
    const payload = this.#encoder.payload(batch);
    this.#writer.add({ kind: 'samples', count: batch.count, at }, payload);
    this.#encoder.written(batch);
    if (this.#options.sync === 'full') this.#writer.sync();
  }

  appendPoints(points: readonly StoredPoint[], at: number): void {
    this.#makeReady();
    this.#writer.add({ kind: 'points', count: points.length, at }, pointPayload(points));
    if (this.#options.sync === 'full') this.#writer.sync();
  }

  /** Brings what was appended to the disk. */
  sync(): void {
    this.#writer.sync();
  }

  /** The first record at or after `from` that lies before `to`; null = none. */
  read(from: Position, to: Position): LogRecord | null {
    for (const { number, bytes, count } of [...this.#closed, this.#writer]) {
      if (number < from.segment || number > to.segment) continue;
      const end = number === to.segment ? to.offset : bytes;
      const at = number === from.segment ? from : { segment: number, offset: 0, entry: 0 };
      const record = this.#readers.read(at, end);
      if (record !== null) return record;
      const isWhole = number === to.segment || at.entry === count;
      if (!isWhole) return this.#readers.lostTail(at, { bytes, count });
    }
    return null;
  }

  /** The same place, or the nearest there is: what a loss of power took is not there any more. */
  nearest(position: Position): Position {
    const { start, end } = this;
    if (isBefore(position, start)) return start;
    if (isBefore(end, position)) return end;
    const closed = this.#closed.find(({ number }) => number === position.segment);
    if (closed === undefined || position.offset <= closed.bytes) return position;
    return { segment: closed.number, offset: closed.bytes, entry: closed.count };
  }

  /** When the record at a place was written, epoch ms; null where there is none. */
  writtenAt(position: Position): number | null {
    return this.read(position, this.end)?.writtenAt ?? null;
  }

  /** Samples and points from a place to another. */
  entriesBetween(from: Position, to: Position): number {
    let entries = 0;
    for (const { number, count } of [...this.#closed, this.#writer]) {
      if (number < from.segment || number > to.segment) continue;
      const first = number === from.segment ? from.entry : 0;
      entries += (number === to.segment ? to.entry : count) - first;
    }
    return entries;
  }

  /** Deletes segments that end before the place. */
  release(before: Position): void {
    while ((this.#closed[0]?.number ?? before.segment) < before.segment) this.dropOldest();
  }

  /** The place behind the oldest closed segment; null where there is none. */
  secondStart(): Position | null {
    const [oldest, second] = this.#closed;
    if (oldest === undefined) return null;
    return { segment: second?.number ?? this.#writer.number, offset: 0, entry: 0 };
  }

  /** Deletes the oldest closed segment, if there is one. */
  dropOldest(): void {
    const oldest = this.#closed.shift();
    if (oldest === undefined) return;
    this.#closedBytes -= oldest.bytes;
    this.#readers.forget(oldest.number);
    rmSync(this.#path(oldest.number), { force: true });
  }

  close(): void {
    this.#writer.sync();
    this.#writer.close();
    this.#readers.close();
  }

  #takeUp(number: number): void {
    const reader = new SegmentReader(this.#path(number));
    const size = reader.size();
    let [bytes, count] = [0, 0];
    for (let found = reader.find(0, size); found !== null; found = reader.find(bytes, size)) {
      bytes = found.end;
      count = found.header.first + found.header.count;
    }
    reader.close();
    if (count === 0) {
      rmSync(this.#path(number));
      return;
    }
    this.#closed.push({ number, bytes, count });
    this.#closedBytes += bytes;
  }

  #makeReady(): void {
    const { isBroken, bytes } = this.#writer;
    if (!isBroken && bytes < (this.#options.segmentBytes ?? SEGMENT_BYTES)) return;
    if (this.#options.sync === 'normal' && !isBroken) this.#writer.sync();
    const next = this.#open(this.#writer.number + 1);
    const { number, count } = this.#writer;
    this.#writer.close();
    this.#closed.push({ number, bytes, count });
    this.#closedBytes += bytes;
    this.#writer = next;
  }

  #open(number: number): SegmentWriter {
    this.#encoder.beginSegment();
    return new SegmentWriter(number, this.#path(number));
  }

  #path(number: number): string {
    return join(this.#options.dir, `${String(number).padStart(8, '0')}.log`);
  }
}

function segmentsIn(dir: string): number[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

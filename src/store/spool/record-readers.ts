import type { Sample } from '../../core/words/sample.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import { Definitions } from './definitions.ts';
import { pointsOfPayload } from './point-payload.ts';
import type { Position } from './position.ts';
import type { RecordKind } from './record.ts';
import { defineBy, samplesOfPayload } from './sample-payload.ts';
import { type FoundRecord, SegmentReader } from './segment-reader.ts';

/** A record as it is read. */
export interface LogRecord {
  readonly kind: RecordKind;
  readonly at: Position;
  readonly next: Position;
  /** When it was written, epoch ms; null for a stretch that is damaged. */
  readonly writtenAt: number | null;
  /** Samples and points of it and of what is damaged before it. */
  readonly entries: number;
  readonly content: () => RecordContent;
}

export interface RecordContent {
  readonly samples: readonly Sample[];
  readonly points: readonly StoredPoint[];
  /** Samples and points that are lost with damaged bytes. */
  readonly lost: number;
}

interface OpenSegment {
  readonly reader: SegmentReader;
  readonly definitions: Definitions;
  /** Records before it have told their definitions. */
  definedTo: number;
}

/** Segments read at the same time; each bucket is in one or two. */
const MOST_OPEN = 6;

/** Reads records of several segments. Throws what the file system throws. */
export class RecordReaders {
  readonly #pathOf: (segment: number) => string;
  /** The one used last comes last. */
  readonly #open = new Map<number, OpenSegment>();

  constructor(pathOf: (segment: number) => string) {
    this.#pathOf = pathOf;
  }

  /** The first record at or after `from` that ends at `end` or before, both in one segment. */
  read(from: Position, end: number): LogRecord | null {
    const segment = this.#segment(from.segment);
    const found = segment.reader.find(from.offset, end);
    if (found === null) return null;
    const { kind, first, count, at } = found.header;
    const before = Math.max(0, first - from.entry);
    return {
      kind,
      at: from,
      next: { segment: from.segment, offset: found.end, entry: first + count },
      writtenAt: at,
      entries: before + count,
      content: () => this.#content(from.segment, found, before),
    };
  }

  /** What stands for the end of a segment that is damaged up to its end. */
  lostTail(at: Position, whole: { readonly bytes: number; readonly count: number }): LogRecord {
    const lost = Math.max(0, whole.count - at.entry);
    return {
      kind: 'points',
      at,
      next: { segment: at.segment, offset: whole.bytes, entry: whole.count },
      writtenAt: null,
      entries: lost,
      content: () => ({ samples: [], points: [], lost }),
    };
  }

  forget(segment: number): void {
    this.#open.get(segment)?.reader.close();
    this.#open.delete(segment);
  }

  close(): void {
    for (const segment of [...this.#open.keys()]) this.forget(segment);
  }

  #content(number: number, found: FoundRecord, before: number): RecordContent {
    const { kind, count } = found.header;
    const segment = this.#segment(number);
    if (kind === 'samples') define(segment, found.offset);
    const payload = segment.reader.payload(found);
    if (payload === null) return { samples: [], points: [], lost: before + count };
    if (kind === 'points') return { samples: [], points: pointsOfPayload(payload), lost: before };
    const samples = samplesOfPayload(payload, segment.definitions);
    segment.definedTo = Math.max(segment.definedTo, found.end);
    return { samples, points: [], lost: before + count - samples.length };
  }

  #segment(number: number): OpenSegment {
    const known = this.#open.get(number);
    const segment = known ?? {
      reader: new SegmentReader(this.#pathOf(number)),
      definitions: new Definitions(),
      definedTo: 0,
    };
    this.#open.delete(number);
    this.#open.set(number, segment);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.forget(oldest);
    return segment;
  }
}

/** Takes in what the records before `offset` define. */
function define(segment: OpenSegment, offset: number): void {
  while (segment.definedTo < offset) {
    const found = segment.reader.find(segment.definedTo, offset);
    segment.definedTo = found?.end ?? offset;
    if (found === null || found.header.kind !== 'samples') continue;
    const payload = segment.reader.payload(found);
    if (payload !== null) defineBy(payload, segment.definitions);
  }
}

import type { FanOut } from '../../core/words/fan-out.ts';
import type { Sample } from '../../core/words/sample.ts';
import { lineOfPoint, lineOfSample } from '../influx/line.ts';
import type { LogRecord } from './record-readers.ts';

/** Lines of the line protocol that one bucket takes of a record. */
export interface BucketLines {
  readonly lines: readonly string[];
  /** Samples and points that are lost with damaged bytes. */
  readonly lost: number;
}

interface MadeSample {
  readonly target: string;
  /** In which it was measured. */
  readonly sector: string;
  readonly line: string;
}

interface SectorPlace {
  readonly sector: string;
  readonly targets: ReadonlySet<string>;
}

/** A record whose lines are made, each with what decides who takes it. */
interface MadeRecord {
  readonly samples: readonly MadeSample[];
  readonly points: readonly { readonly bucket: string; readonly line: string }[];
  readonly lost: number;
  readonly entries: number;
}

/** Lines kept for the other buckets, which read the same records shortly after. */
const MOST_KEPT = 40_000;

/** Makes the lines of records, once for all buckets that are near one another. */
export class RecordLines {
  readonly #made = new Map<string, MadeRecord>();
  #kept = 0;
  #version = 0;
  #fanOut: FanOut;
  #places = new Map<string, SectorPlace>();
  #planned = new Map<string, { from: number; to: number }[]>();

  constructor(fanOut: FanOut) {
    this.#fanOut = fanOut;
    this.setFanOut(fanOut);
  }

  /** Another number whenever who takes what has changed. */
  get version(): number {
    return this.#version;
  }

  setFanOut(fanOut: FanOut): void {
    this.#version += 1;
    this.#fanOut = fanOut;
    this.#places = new Map(
      fanOut.sectors.map(({ bucket, sector, targets }) => [
        bucket,
        { sector, targets: new Set(targets) },
      ]),
    );
    this.#planned = Map.groupBy(fanOut.planned, ({ target }) => target);
    this.#made.clear();
    this.#kept = 0;
  }

  /** What `bucket` takes of the record now; a sample of it at most once. */
  of(bucket: string, record: LogRecord): BucketLines {
    const place = this.#places.get(bucket);
    const takesAll = bucket === this.#fanOut.operators;
    if (record.kind === 'samples' && !takesAll && place === undefined) {
      return { lines: [], lost: 0 };
    }
    const { samples, points, lost } = this.#makeOnce(record);
    const taken = takesAll ? samples : samples.filter((each) => isOf(each, place));
    const lines = taken.map(({ line }) => line);
    for (const point of points) if (point.bucket === bucket) lines.push(point.line);
    return { lines, lost };
  }

  #makeOnce(record: LogRecord): MadeRecord {
    const { segment, offset } = record.next;
    const key = `${segment}:${offset}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#make(record);
    this.#made.set(key, made);
    this.#kept += made.entries;
    for (const [old, { entries }] of this.#made) {
      if (this.#kept <= MOST_KEPT || old === key) break;
      this.#made.delete(old);
      this.#kept -= entries;
    }
    return made;
  }

  #make(record: LogRecord): MadeRecord {
    const { samples, points, lost } = record.content();
    return {
      samples: samples.map((sample) => ({
        target: sample.target,
        sector: sample.sector,
        line: lineOfSample(sample, this.#isSuppressed(sample)),
      })),
      points: points.map((point) => ({ bucket: point.bucket, line: lineOfPoint(point) })),
      lost,
      entries: samples.length + points.length,
    };
  }

  #isSuppressed({ target, scheduledAt }: Sample): boolean {
    if (this.#fanOut.practice) return true;
    const ranges = this.#planned.get(target) ?? [];
    return ranges.some(({ from, to }) => from <= scheduledAt && scheduledAt < to);
  }
}

/** Measured in the sector of the bucket, and seen by its secretariat now. */
function isOf({ target, sector }: MadeSample, place: SectorPlace | undefined): boolean {
  return place !== undefined && place.sector === sector && place.targets.has(target);
}

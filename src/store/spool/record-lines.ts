import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { FanOut } from '../../core/words/fan-out.ts';
import type { Sample } from '../../core/words/sample.ts';
import { lineOfPoint, lineOfSample } from '../influx/line.ts';
import { LineBatch } from './line-batch.ts';
import type { LogRecord } from './record-readers.ts';

interface MadeSample {
  readonly target: string;
  readonly scheduledAt: number;
  /** Which line of the record it is. */
  readonly line: number;
}

interface MadePoint {
  readonly bucket: string;
  /** Which site it names; null = none. */
  readonly target: string | null;
  readonly line: number;
}

/** A record whose lines are made, each with what decides who takes it. */
interface MadeRecord {
  /** Those of samples first. */
  readonly lines: LineBatch;
  readonly sampleCount: number;
  /** By the sector in which they were measured. */
  readonly samples: ReadonlyMap<string, readonly MadeSample[]>;
  readonly points: readonly MadePoint[];
  readonly lost: number;
}

interface SectorPlace {
  readonly sector: string;
  /** Since when its secretariat sees the target in detail, epoch ms; null = only what is judged of it. */
  readonly targets: ReadonlyMap<string, number | null>;
}

/** Kept for the other buckets, which read the same records shortly after, bytes. */
const MOST_KEPT_BYTES = 24 * 2 ** 20;

/** Makes the lines of records, once for all buckets that are near one another. */
export class RecordLines {
  readonly #made = new Map<string, MadeRecord>();
  readonly #report: Log;
  #keptBytes = 0;
  #version = 0;
  #fanOut: FanOut;
  #places = new Map<string, SectorPlace>();
  #planned = new Map<string, { from: number; to: number }[]>();

  constructor(fanOut: FanOut, report: Log) {
    this.#fanOut = fanOut;
    this.#report = report;
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
        { sector, targets: new Map(targets.map(({ id, since }) => [id, since])) },
      ]),
    );
    this.#planned = Map.groupBy(fanOut.planned, ({ target }) => target);
    this.#made.clear();
    this.#keptBytes = 0;
  }

  /**
   * Adds what `bucket` takes of the record now; a sample of it at most once. Returns how many samples and
   * points are lost with damaged bytes.
   */
  addTo(batch: LineBatch, bucket: string, record: LogRecord): number {
    const place = this.#places.get(bucket);
    const takesAll = bucket === this.#fanOut.operators;
    if (record.kind === 'samples' && !takesAll && place === undefined) return 0;
    const { lines, samples, sampleCount, points, lost } = this.#makeOnce(record);
    if (takesAll) {
      batch.take(lines, 0, sampleCount);
    } else if (place !== undefined) {
      for (const { target, scheduledAt, line } of samples.get(place.sector) ?? []) {
        const since = place.targets.get(target);
        if (typeof since === 'number' && since <= scheduledAt) batch.take(lines, line, line + 1);
      }
    }
    for (const { bucket: itsOwn, target, line } of points) {
      const mayName = target === null || place === undefined || place.targets.has(target);
      if (itsOwn === bucket && mayName) batch.take(lines, line, line + 1);
    }
    return lost;
  }

  #makeOnce(record: LogRecord): MadeRecord {
    const { segment, offset } = record.next;
    const key = `${segment}:${offset}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#make(record);
    this.#made.set(key, made);
    this.#keptBytes += made.lines.bytes;
    for (const [old, { lines }] of this.#made) {
      if (this.#keptBytes <= MOST_KEPT_BYTES || old === key) break;
      this.#made.delete(old);
      this.#keptBytes -= lines.bytes;
    }
    return made;
  }

  #make(record: LogRecord): MadeRecord {
    const content = record.content();
    const lines = new LineBatch();
    const samples = new Map<string, MadeSample[]>();
    let { lost } = content;
    for (const sample of content.samples) {
      const { target, sector, scheduledAt } = sample;
      const line = this.#add(lines, () => lineOfSample(sample, this.#isSuppressed(sample)));
      if (line === null) lost += 1;
      else listIn(samples, sector).push({ target, scheduledAt, line });
    }
    const sampleCount = lines.count;
    const points = content.points.flatMap((point) => {
      const line = this.#add(lines, () => lineOfPoint(point));
      if (line === null) lost += 1;
      const target = point.tags['target'] ?? null;
      return line === null ? [] : { bucket: point.bucket, target, line };
    });
    lines.trim();
    return { lines, samples, sampleCount, points, lost };
  }

  /**
   * Which line it is; null where no line can be made of it, as of a field that an earlier version knew:
   * it must not hold up what lies behind it.
   */
  #add(lines: LineBatch, make: () => string): number | null {
    try {
      lines.add(make());
      return lines.count - 1;
    } catch (error) {
      this.#report.error('spool.line_not_made', { error: messageOf(error) });
      return null;
    }
  }

  #isSuppressed({ target, scheduledAt }: Sample): boolean {
    if (this.#fanOut.practice) return true;
    const ranges = this.#planned.get(target) ?? [];
    return ranges.some(({ from, to }) => from <= scheduledAt && scheduledAt < to);
  }
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: T[] = [];
  lists.set(key, list);
  return list;
}

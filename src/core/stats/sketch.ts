/**
 * Log-bucket quantile sketch: value x counts in bucket ceil(log_γ(x / FLOOR_MS)) with γ = 1.02, and a
 * bucket answers with the point whose relative error to both its ends is equal, so a quantile's
 * relative error is at most (γ − 1) / (γ + 1) < 1 %. Values at or below FLOOR_MS share bucket 0 and
 * answer FLOOR_MS. Merging adds counts and loses nothing. Source: Masson, Rim, Lee, DDSketch (VLDB
 * 2019).
 */
export interface Sketch {
  readonly counts: Map<number, number>;
}

const GAMMA = 1.02;
const LOG_GAMMA = Math.log(GAMMA);
/** Smallest distinguished duration, ms: the resolution of stored durations. */
const FLOOR_MS = 0.001;

export function emptySketch(): Sketch {
  return { counts: new Map() };
}

/** Counts a finite duration ≥ 0, ms; anything else throws a RangeError. */
export function addToSketch(sketch: Sketch, valueMs: number): void {
  if (!(valueMs >= 0 && valueMs < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`a sketch takes durations, not ${valueMs}`);
  }
  const bucket = valueMs <= FLOOR_MS ? 0 : Math.ceil(Math.log(valueMs / FLOOR_MS) / LOG_GAMMA);
  sketch.counts.set(bucket, (sketch.counts.get(bucket) ?? 0) + 1);
}

/** Adds `other` into `sketch`. */
export function mergeIntoSketch(sketch: Sketch, other: Sketch): void {
  for (const [bucket, count] of other.counts) {
    sketch.counts.set(bucket, (sketch.counts.get(bucket) ?? 0) + count);
  }
}

/** Number of values counted. */
export function countOfSketch(sketch: Sketch): number {
  let total = 0;
  for (const count of sketch.counts.values()) total += count;
  return total;
}

/** The `ratio` quantile (0 to 1, nearest rank), ms; null where nothing was counted. */
export function quantileOf(sketch: Sketch, ratio: number): number | null {
  const total = countOfSketch(sketch);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(ratio * total));
  let seen = 0;
  let answer = 0;
  for (const [bucket, count] of [...sketch.counts].sort((a, b) => a[0] - b[0])) {
    seen += count;
    answer = bucket;
    if (seen >= rank) break;
  }
  return valueOfBucket(answer);
}

/** Pairs of unsigned LEB128 varints (bucket minus previous bucket, count), buckets ascending. */
export function encodeSketch(sketch: Sketch): Uint8Array {
  const { counts } = sketch;
  const buckets = [...counts.keys()];
  if (buckets.length > 1) buckets.sort((a, b) => a - b);
  const bytes: number[] = [];
  let previous = 0;
  for (const bucket of buckets) {
    pushVarint(bytes, bucket - previous);
    pushVarint(bytes, counts.get(bucket) ?? 0);
    previous = bucket;
  }
  return new Uint8Array(bytes);
}

/** Inverse of {@link encodeSketch}; a RangeError on bytes that end inside a number. */
export function decodeSketch(bytes: Uint8Array): Sketch {
  const sketch = emptySketch();
  const reader = { bytes, at: 0 };
  let bucket = 0;
  while (reader.at < bytes.length) {
    bucket += readVarint(reader);
    sketch.counts.set(bucket, readVarint(reader));
  }
  return sketch;
}

/** {@link quantileOf} of an encoded sketch, without building it; a RangeError as in decoding. */
export function quantileOfEncoded(bytes: Uint8Array, ratio: number): number | null {
  let total = 0;
  for (const reader = { bytes, at: 0 }; reader.at < bytes.length; ) {
    readVarint(reader);
    total += readVarint(reader);
  }
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(ratio * total));
  let bucket = 0;
  let seen = 0;
  for (const reader = { bytes, at: 0 }; seen < rank; ) {
    bucket += readVarint(reader);
    seen += readVarint(reader);
  }
  return valueOfBucket(bucket);
}

/** The value that a bucket answers with, ms. */
function valueOfBucket(bucket: number): number {
  return bucket === 0 ? FLOOR_MS : (FLOOR_MS * 2 * GAMMA ** bucket) / (GAMMA + 1);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

function readVarint(reader: { readonly bytes: Uint8Array; at: number }): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) throw new RangeError('sketch ends inside a number');
    reader.at += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 0x80;
  }
}

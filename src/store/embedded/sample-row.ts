import type { Sample } from '../../core/words/sample.ts';

/**
 * A stored sample: its key, the id of its facts, and its measured values in the order of
 * {@link VALUE_COLUMNS}. Whole numbers; null = did not happen.
 */
export type SampleRow = readonly (number | null)[];

/** Values that differ from probe to probe, the columns of a row after `key` and `facts`. */
export const VALUE_COLUMNS = [
  'started_delta_ms',
  'total_us',
  'ttfb_us',
  'dns_us',
  'connect_us',
  'tls_us',
  'send_us',
  'wait_us',
  'transfer_us',
  'other_us',
  'queue_us',
  'loop_delay_us',
  'encoded_body_bytes',
  'decoded_body_bytes',
] as const;

/** Columns of a row: key, facts and the values. */
export const ROW_WIDTH = 2 + VALUE_COLUMNS.length;

/** Values lie below it: 31 years in µs, 1 PB. */
const MAX_VALUE = 1e15;

/** Most bytes one row's values can take: ten of seven bits reach beyond 2^53. */
export const MAX_VALUE_BYTES = VALUE_COLUMNS.length * 8 + 8;

/** Bytes under construction; `bytes` is replaced when it grows. */
export interface ByteWriter {
  bytes: Uint8Array;
  at: number;
}

/** A place in bytes. */
export interface ByteReader {
  bytes: Uint8Array;
  at: number;
}

/** Appends a whole number ≥ 0 as an unsigned LEB128 varint; the writer must have room for 8 bytes. */
export function writeVarint(writer: ByteWriter, value: number): void {
  const { bytes } = writer;
  let rest = value;
  let at = writer.at;
  while (rest > 0x7fffffff) {
    bytes[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  writer.at = at;
}

/** Inverse of {@link writeVarint}; a RangeError where the bytes end inside the number. */
export function readVarint(reader: ByteReader): number {
  const { bytes } = reader;
  let at = reader.at;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  let scale = 0x80;
  while (byte > 0x7f) {
    if (at >= bytes.length) throw new RangeError('varint ends early');
    byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
  }
  reader.at = at;
  return value;
}

/** A whole number of either sign as one ≥ 0. */
export function zigzag(value: number): number {
  return value >= 0 ? value * 2 : value * -2 - 1;
}

export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/**
 * Appends the values of a sample; the writer must have room for {@link MAX_VALUE_BYTES}. A RangeError
 * for a value that is negative, not finite or beyond 1e15.
 */
export function writeValues(writer: ByteWriter, sample: Sample): void {
  const { phases } = sample;
  const { startedAt } = sample;
  writeVarint(writer, startedAt === null ? 0 : zigzag(startedAt - sample.scheduledAt) + 1);
  writeDuration(writer, sample.totalMs);
  writeDuration(writer, sample.ttfbMs);
  writeDuration(writer, phases.dns);
  writeDuration(writer, phases.connect);
  writeDuration(writer, phases.tls);
  writeDuration(writer, phases.send);
  writeDuration(writer, phases.wait);
  writeDuration(writer, phases.transfer);
  writeDuration(writer, phases.other);
  writeDuration(writer, sample.queueMs);
  writeDuration(writer, sample.loopDelayMs);
  writeCount(writer, sample.encodedBodyBytes);
  writeCount(writer, sample.decodedBodyBytes);
}

/** Reads the values of one row into a new row with the key and facts given. */
export function readRow(reader: ByteReader, key: number, facts: number): (number | null)[] {
  const started = readVarint(reader);
  return [
    key,
    facts,
    started === 0 ? null : unzigzag(started - 1),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
    readCount(reader),
  ];
}

function readCount(reader: ByteReader): number | null {
  const value = readVarint(reader);
  return value === 0 ? null : value - 1;
}

/** Bytes of a row's values, the inverse of {@link readRow}. */
export function writeRowValues(writer: ByteWriter, row: SampleRow): void {
  const started = row[2] ?? null;
  writeVarint(writer, started === null ? 0 : zigzag(started) + 1);
  for (let index = 3; index < ROW_WIDTH; index += 1) writeCount(writer, row[index] ?? null);
}

function writeDuration(writer: ByteWriter, ms: number | null): void {
  writeCount(writer, ms === null ? null : Math.round(ms * 1000));
}

function writeCount(writer: ByteWriter, count: number | null): void {
  if (count === null) {
    writeVarint(writer, 0);
    return;
  }
  if (!(count >= 0 && count < MAX_VALUE)) throw new RangeError(`no store can hold ${count}`);
  writeVarint(writer, count + 1);
}

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Sample } from '../../core/words/sample.ts';
import type { BatchMessage } from '../embedded/batch-encoder.ts';
import { sampleOfRow } from '../embedded/sample-of-row.ts';
import { type ByteReader, readRow, readVarint, unzigzag } from '../embedded/sample-row.ts';
import type { Definitions, NewDefinitions } from './definitions.ts';

/** What stands before the rows. */
interface Head extends NewDefinitions {
  /** Epoch ms that the rows' times are relative to. */
  readonly base: number;
  /** Facts ids by their number inside the record. */
  readonly local: readonly number[];
}

const LENGTH_BYTES = 4;
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The payload of a batch: the length of its head, the head as JSON, the rows; compressed. */
export function samplePayload(batch: BatchMessage, fresh: NewDefinitions): Uint8Array {
  const head: Head = { base: batch.base, local: batch.facts, ...fresh };
  const text = Buffer.from(JSON.stringify(head));
  const plain = Buffer.allocUnsafe(LENGTH_BYTES + text.length + batch.bytes.length);
  plain.writeUInt32LE(text.length, 0);
  text.copy(plain, LENGTH_BYTES);
  plain.set(batch.bytes, LENGTH_BYTES + text.length);
  return zstdCompressSync(plain, FAST);
}

/** Ids of the series in a batch, each once. */
export function seriesIn({ bytes, count }: BatchMessage): ReadonlySet<number> {
  const ids = new Set<number>();
  const reader: ByteReader = { bytes, at: 0 };
  for (let index = 0; index < count; index += 1) {
    ids.add(readVarint(reader));
    readVarint(reader);
    readVarint(reader);
    readRow(reader, 0, 0);
  }
  return ids;
}

/** Takes in what a payload defines, without its rows. */
export function defineBy(payload: Uint8Array, definitions: Definitions): void {
  definitions.add(headOf(zstdDecompressSync(payload)).head);
}

/** The samples of a payload; those whose series or facts are not known are left out. */
export function samplesOfPayload(payload: Uint8Array, definitions: Definitions): Sample[] {
  const plain = zstdDecompressSync(payload);
  const { head, rowsAt } = headOf(plain);
  definitions.add(head);
  const reader: ByteReader = { bytes: plain, at: rowsAt };
  const samples: Sample[] = [];
  while (reader.at < plain.length) {
    const name = definitions.series(readVarint(reader));
    const facts = definitions.facts(head.local[readVarint(reader)] ?? -1);
    const when = readVarint(reader);
    const row = readRow(reader, 0, 0);
    if (name === undefined || facts === undefined) continue;
    const scheduledAt = head.base + unzigzag(Math.floor(when / 2));
    const attempt = when % 2 === 0 ? 1 : 2;
    samples.push(sampleOfRow({ ...name, scheduledAt, attempt }, facts, row));
  }
  return samples;
}

function headOf(plain: Buffer): { head: Head; rowsAt: number } {
  const rowsAt = LENGTH_BYTES + plain.readUInt32LE(0);
  return { head: parseHead(plain.toString('utf8', LENGTH_BYTES, rowsAt)), rowsAt };
}

/** Guarantee: the checksum of the record has shown that {@link samplePayload} made it. */
function parseHead(text: string): Head {
  return JSON.parse(text) as Head;
}

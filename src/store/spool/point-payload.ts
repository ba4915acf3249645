import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { StoredPoint } from '../../core/words/stored-point.ts';

export function pointPayload(points: readonly StoredPoint[]): Uint8Array {
  return zstdCompressSync(JSON.stringify(points));
}

export function pointsOfPayload(payload: Uint8Array): readonly StoredPoint[] {
  return parsePoints(zstdDecompressSync(payload).toString('utf8'));
}

/** Guarantee: the checksum of the record has shown that {@link pointPayload} made it. */
function parsePoints(text: string): readonly StoredPoint[] {
  return JSON.parse(text) as readonly StoredPoint[];
}

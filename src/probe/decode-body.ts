import { promisify } from 'node:util';
import {
  brotliDecompress,
  constants,
  gunzip,
  inflate,
  inflateRaw,
  zstdDecompress,
} from 'node:zlib';
import { codeOf } from '../core/errors.ts';
import { type Attempted, failed, succeeded } from './failure.ts';

/** Decoded bytes at most; a body that unfolds to more ends the probe in `too_large`. */
export const MAX_DECODED_BYTES = 8 * 1024 * 1024;

/** Codings stacked on one body at most. */
const MAX_CODINGS = 3;

type Decode = (bytes: Uint8Array, maxOutputLength: number) => Promise<Buffer>;

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);
const brotliAsync = promisify(brotliDecompress);
const zstdAsync = promisify(zstdDecompress);

/** A body cut at the limit decodes as far as it goes, hence the flushing ends. */
const FLUSH = { finishFlush: constants.Z_SYNC_FLUSH } as const;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: (bytes, maxOutputLength) => gunzipAsync(bytes, { ...FLUSH, maxOutputLength }),
  deflate: (bytes, maxOutputLength) =>
    hasZlibHeader(bytes)
      ? inflateAsync(bytes, { ...FLUSH, maxOutputLength })
      : inflateRawAsync(bytes, { ...FLUSH, maxOutputLength }),
  br: (bytes, maxOutputLength) =>
    brotliAsync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength }),
  zstd: (bytes, maxOutputLength) =>
    zstdAsync(bytes, { finishFlush: constants.ZSTD_e_flush, maxOutputLength }),
};

/**
 * Undoes the content codings, the last applied first, off the event loop. Fails with `too_large`
 * above `maxBytes`, with `body` where the bytes do not decode or the coding is unknown.
 */
export async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number = MAX_DECODED_BYTES,
): Promise<Attempted<Uint8Array>> {
  const codings = codingsOf(contentEncoding);
  if (codings.length > MAX_CODINGS) return failed('body', 'CONTENT_ENCODING');
  let decoded = bytes;
  for (const coding of codings.toReversed()) {
    const decode = DECODERS[coding];
    if (decode === undefined) return failed('body', 'CONTENT_ENCODING');
    try {
      if (decoded.byteLength > 0) decoded = await decode(decoded, maxBytes);
    } catch (error) {
      const code = codeOf(error);
      return failed(code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'body', code);
    }
  }
  return decoded.byteLength > maxBytes ? failed('too_large', null) : succeeded(decoded);
}

function codingsOf(contentEncoding: string | null): string[] {
  const names = (contentEncoding ?? '').toLowerCase().split(',');
  return names
    .map((name) => name.trim().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity');
}

/** RFC 1950: compression method 8, check bits divisible by 31. Some servers send raw deflate. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [cmf = 0, flg = 0] = bytes;
  return (cmf & 0x0f) === 8 && ((cmf << 8) | flg) % 31 === 0;
}

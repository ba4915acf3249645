import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Shorter ones fit into a few packets as they are. */
const LEAST_BYTES = 8 * 1024;
/** Most of what is to be had, in a third of the time of zlib's own choice. */
const LEVEL = 3;

const pack = promisify<Uint8Array, { readonly level: number }, Buffer>(gzip);
/** By what was packed, which one outlet gives to many. */
const known = new WeakMap<Uint8Array, Promise<Buffer>>();

/** Head and body as they go out: packed where that is worth it and understood. */
export async function packed(
  response: Response,
  body: Uint8Array | undefined,
  asked: IncomingHttpHeaders,
): Promise<{ readonly headers: Record<string, string>; readonly body: Uint8Array | undefined }> {
  const headers = Object.fromEntries(response.headers);
  if (body === undefined) return { headers, body };
  const contentType = response.headers.get('content-type');
  const gzipped = await packedFor(asked, { contentType, body });
  if (gzipped === null) return { headers, body };
  const encoding = { 'content-encoding': 'gzip', vary: 'accept-encoding' };
  const length = { 'content-length': String(gzipped.length) };
  return { headers: { ...headers, ...encoding, ...length }, body: gzipped };
}

/** The body by gzip, made once and by another thread; null = it goes as it is. */
async function packedFor(
  headers: IncomingHttpHeaders,
  { contentType, body }: { readonly contentType: string | null; readonly body: Uint8Array },
): Promise<Buffer | null> {
  const isText = contentType === 'application/json' && body.length >= LEAST_BYTES;
  if (!isText || !takesGzip(headers['accept-encoding'])) return null;
  const held = known.get(body) ?? pack(body, { level: LEVEL });
  known.set(body, held);
  return await held;
}

/** Whether `gzip` is named, and not with a weight of nothing. */
function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((each) => {
      const [name = '', ...rest] = each.split(';').map((part) => part.trim().toLowerCase());
      return name === 'gzip' && !rest.some((part) => /^q=0(\.0*)?$/.test(part));
    });
}

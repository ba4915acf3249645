import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { background } from '../core/background.ts';
import type { Log } from '../core/ports/log.ts';
import type { Language } from '../core/words/language.ts';
import { type Envelope, Marked } from '../core/words/marked.ts';
import type { AboutFacts } from './about/about-facts.ts';
import { aboutPage } from './about/about-page.ts';
import { ABOUT_STYLE } from './about/about-style.ts';
import type { Asset } from './assets.ts';
import type { ChangesDto, ErrorDto, ErrorDtoCode, OverviewDto } from './dto.ts';
import { expositionOf, type MetricFamily } from './exposition.ts';
import { overviewJsonOf, type SiteBytes } from './overview-json.ts';

/**
 * The board's one outlet: the only file of this folder that opens marked data and that makes or
 * writes answers. Everything that leaves carries the headers below.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const STATUS_OF: Readonly<Record<ErrorDtoCode, number>> = {
  invalid: 400,
  forbidden: 403,
  not_found: 404,
  unavailable: 503,
  internal: 500,
};

/** Bytes of data that was sent before, as long as the data itself lives. */
const sent = new WeakMap<object, { readonly envelope: Envelope<object>; readonly json: Buffer }>();

/** Bodies beside their answers: a Response would copy them, and the overview has megabytes. */
const bodies = new WeakMap<Response, Uint8Array>();

/** `{marking, asOf, data}`; null = the answer `not_found`. */
export function sendMarked<T extends object>(marked: Marked<T> | null): Response {
  if (marked === null) return sendNothing();
  const envelope = Marked.open(marked);
  return answer(jsonOf(envelope), 'application/json', { tlp: envelope.marking });
}

/** The same for everything at once, which is large: only what is new in it is serialised. */
export function sendOverview(marked: Marked<OverviewDto> | null): Response {
  if (marked === null) return sendNothing();
  const envelope = Marked.open(marked);
  const json = remembered(envelope, () => overviewJsonOf(envelope, siteBytes));
  return answer(json, 'application/json', { tlp: envelope.marking });
}

const siteBytes: SiteBytes = new WeakMap();

/** The data alone, its marking in the header only. */
export function sendBare<T extends object>(marked: Marked<T> | null): Response {
  if (marked === null) return sendNothing();
  const { marking, data } = Marked.open(marked);
  return answer(JSON.stringify(data), 'application/json', { tlp: marking });
}

/** The page about the measuring, whose one style is known by its hash. */
export function sendAbout(marked: Marked<AboutFacts> | null, language: Language): Response {
  if (marked === null) return sendNothing();
  const envelope = Marked.open(marked);
  const otherHref = `?lang=${language === 'ja' ? 'en' : 'ja'}`;
  return answer(aboutPage(envelope, { language, otherHref }), 'text/html; charset=utf-8', {
    'content-language': language,
    'content-security-policy': ABOUT_POLICY,
    tlp: envelope.marking,
    vary: 'accept-language',
  });
}

const ABOUT_POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(ABOUT_STYLE).digest('base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Prometheus text. */
export function sendMetrics(marked: Marked<readonly MetricFamily[]> | null): Response {
  if (marked === null) return sendNothing();
  const { marking, data } = Marked.open(marked);
  return answer(expositionOf(data), 'text/plain; version=0.0.4; charset=utf-8', { tlp: marking });
}

/** `{code, message}`; the message is fixed text and holds nothing measured. */
export function sendError(code: ErrorDtoCode, message: string): Response {
  const body: ErrorDto = { code, message };
  return answer(JSON.stringify(body), 'application/json', {}, STATUS_OF[code]);
}

/** A description of the program that holds no data: the OpenAPI document. */
export function sendDocument(document: unknown): Response {
  return answer(JSON.stringify(document), 'application/json', {});
}

/** A built file of the pages; 304 where the browser has it. */
export function sendAsset(
  asset: Asset,
  { ifNoneMatch, status = 200 }: { readonly ifNoneMatch: string | null; readonly status?: number },
): Response {
  const headers = {
    etag: asset.etag,
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (ifNoneMatch === asset.etag) return answer(null, asset.contentType, headers, 304);
  return answer(asset.body, asset.contentType, headers, status);
}

/** An event stream; its chunks come from {@link changesEventOf}; null = the headers alone. */
export function sendStream(chunks: ReadableStream<Uint8Array> | null): Response {
  return new Response(chunks, {
    headers: {
      ...HEADERS,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

export interface ChangesEvent {
  /** What to ask from next. */
  readonly version: number;
  /** The event as it goes out; null = nothing changed and no heartbeat is due. */
  readonly bytes: Uint8Array | null;
}

/** A server-sent event `changes`; null = the viewer may not see it. */
export function changesEventOf(
  marked: Marked<ChangesDto> | null,
  heartbeatDue: boolean,
): ChangesEvent | null {
  if (marked === null) return null;
  const envelope = Marked.open(marked);
  const { version, reset, series } = envelope.data;
  if (series.length === 0 && !reset && !heartbeatDue) return { version, bytes: null };
  const head = Buffer.from(`event: changes\nid: ${version}\ndata: `);
  return { version, bytes: Buffer.concat([head, jsonOf(envelope), BREAK]) };
}

const BREAK = Buffer.from('\n\n');

/** Writes an answer to the socket, no faster than it is read; resolves when it is out or cut off. */
export async function writeResponse(
  response: Response,
  socket: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  log: Log,
): Promise<void> {
  const { incoming, outgoing } = socket;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end(incoming.method === 'HEAD' ? undefined : bodies.get(response));
    return;
  }
  outgoing.flushHeaders();
  const reader = response.body.getReader();
  outgoing.once('close', () => background(reader.cancel(), 'end an answer cut off', log));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (outgoing.destroyed) {
      await reader.cancel();
      break;
    }
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  outgoing.once('drain', resolve);
  outgoing.once('close', resolve);
  return promise;
}

function sendNothing(): Response {
  return sendError('not_found', 'there is nothing here that you may see');
}

function answer(
  body: string | Uint8Array | null,
  contentType: string,
  headers: Readonly<Record<string, string>>,
  status = 200,
): Response {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const length = bytes === null ? {} : { 'content-length': String(bytes.length) };
  const response = new Response(null, {
    status,
    headers: {
      ...HEADERS,
      'cache-control': 'no-store',
      'content-type': contentType,
      ...length,
      ...headers,
    },
  });
  if (bytes !== null) bodies.set(response, bytes);
  return response;
}

function jsonOf(envelope: Envelope<object>): Buffer {
  return remembered(envelope, () => Buffer.from(JSON.stringify(envelope)));
}

/** The same bytes for the same data under the same marking and time. */
function remembered(envelope: Envelope<object>, make: () => Buffer): Buffer {
  const { marking, asOf, data } = envelope;
  const known = sent.get(data);
  if (known && known.envelope.marking === marking && known.envelope.asOf === asOf) {
    return known.json;
  }
  const json = make();
  sent.set(data, { envelope, json });
  return json;
}

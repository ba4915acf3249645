import { createHash } from 'node:crypto';
import type { Language, Text } from '../core/words/language.ts';
import { type Envelope, Marked } from '../core/words/marked.ts';
import type { AboutFacts } from './about/about-facts.ts';
import { aboutPage } from './about/about-page.ts';
import { ABOUT_STYLE } from './about/about-style.ts';
import type { Asset } from './assets.ts';
import { badgePicture } from './badge/badge-picture.ts';
import type { ActRefusedDto } from './dto/acts.ts';
import type { BadgeDto } from './dto/badge.ts';
import type { RefusedDto } from './dto/entrance.ts';
import type { IncidentListDto } from './dto/judging.ts';
import type { SharedChangesDto, SharedIncidentListDto, SharedPageDto } from './dto/shared.ts';
import type { SamplesDto } from './dto/target.ts';
import type { ChangesDto, ErrorDto, ErrorDtoCode, OverviewDto } from './dto.ts';
import { exerciseOf } from './export/exercise.ts';
import { fileOfTable, type Table, type TableFormat, type TableParts } from './export/table.ts';
import { expositionOf, type MetricFamily } from './exposition.ts';
import { overviewJsonOf, type SiteBytes } from './overview-json.ts';
import { type RowsFile, streamOf } from './rows-file.ts';

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
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  too_many: 429,
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

/** The same for everything at once, which may be large: only what is new in it is serialised. */
export function sendOverview(marked: Marked<OverviewDto | SharedPageDto> | null): Response {
  if (marked === null) return sendNothing();
  const envelope = Marked.open(marked);
  const { data } = envelope;
  const json =
    'view' in data
      ? jsonOf(envelope)
      : remembered(envelope, () => overviewJsonOf({ ...envelope, data }, siteBytes));
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

/** A picture for other pages of the same site, which may be kept for a minute by who was sent it. */
export function sendBadge(marked: Marked<BadgeDto> | null, language: Language): Response {
  if (marked === null) return sendNothing();
  const envelope = Marked.open(marked);
  return answer(badgePicture(envelope, language), 'image/svg+xml; charset=utf-8', {
    'cache-control': 'private, max-age=60',
    'content-language': language,
    'cross-origin-resource-policy': 'same-site',
    tlp: envelope.marking,
    vary: 'accept-language, authorization, cookie',
  });
}

/** Rows as a file to be saved; `not_found` where a part of it, or what it is about, is not there. */
export function sendTable<T extends object>(
  { pages, about }: TableParts<T>,
  tableOf: (pages: readonly T[]) => Table,
  format: TableFormat,
): Response {
  const opened = pages.flatMap((page) => (page === null ? [] : [Marked.open(page)]));
  const [first] = opened;
  if (about === null || first === undefined || opened.length < pages.length) return sendNothing();
  const table = tableOf(opened.map(({ data }) => data));
  const marks = { ...first, exercise: exerciseOf(Marked.open(about).data.council) };
  const { disposition, contentType, text } = fileOfTable(table, marks, format);
  return answer(text, contentType, { tlp: first.marking, 'content-disposition': disposition });
}

/** Where the next page of samples begins, epoch ms; null = there is none. */
export function nextPageOf(marked: Marked<SamplesDto>): number | null {
  const { data } = Marked.open(marked);
  return data.kind === 'raw' ? data.next : null;
}

/** `before` of the incidents that follow; null = there are no more. */
export function nextIncidentsOf(
  marked: Marked<IncidentListDto | SharedIncidentListDto>,
): string | null {
  return Marked.open(marked).data.next;
}

/** Prometheus text. */
export function sendMetrics(marked: Marked<readonly MetricFamily[]> | null): Response {
  if (marked === null) return sendNothing();
  const { marking, data } = Marked.open(marked);
  return answer(expositionOf(data), 'text/plain; version=0.0.4; charset=utf-8', { tlp: marking });
}

/** `{code, message}`; the message is fixed text and holds nothing measured. */
export function sendError(
  code: ErrorDtoCode,
  message: string,
  { retryAfterS }: { readonly retryAfterS?: number } = {},
): Response {
  const body: ErrorDto = { code, message };
  const headers = {
    ...(code === 'unauthorized' ? { 'www-authenticate': 'Bearer' } : {}),
    ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
  };
  return answer(JSON.stringify(body), 'application/json', headers, STATUS_OF[code]);
}

/** What somebody's own act came to: it is of him alone, and nothing measured is in it. */
export function sendAct(body: object, { cookie }: { readonly cookie?: string } = {}): Response {
  const headers = cookie === undefined ? {} : { 'set-cookie': cookie };
  return answer(JSON.stringify(body), 'application/json', headers);
}

/** An act of somebody that was not done. */
export function sendRefused(refusal: RefusedDto['refusal']): Response {
  const body: RefusedDto = { code: 'refused', message: refusal, refusal };
  return answer(JSON.stringify(body), 'application/json', {}, 422);
}

/** An act that cannot be done, though who asked may do it: why, for him to read. */
export function sendNotDone(text: Text): Response {
  const body: ActRefusedDto = { code: 'refused', message: text.en, text };
  return answer(JSON.stringify(body), 'application/json', {}, 422);
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

/** A file of rows, made while it is read. */
export function sendRows<T>(marked: Marked<AsyncIterable<T>> | null, file: RowsFile<T>): Response {
  if (marked === null) return sendNothing();
  const { marking, data } = Marked.open(marked);
  return new Response(file.isHead ? null : streamOf(file, data, marking), {
    headers: {
      ...HEADERS,
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${file.name}"`,
      'content-type': file.contentType,
      tlp: marking,
    },
  });
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
  /** What the reader sees after it; null for the operator, whose events hold all that is new. */
  readonly picture: string | null;
  /** The event as it goes out; null = nothing changed and no heartbeat is due. */
  readonly bytes: Uint8Array | null;
}

/** A server-sent event `changes`; null = the viewer may not see it. */
export function changesEventOf(
  marked: Marked<ChangesDto | SharedChangesDto> | null,
  {
    heartbeatDue,
    picture: seen,
  }: { readonly heartbeatDue: boolean; readonly picture: string | null },
): ChangesEvent | null {
  if (marked === null) return null;
  const envelope = Marked.open(marked);
  const { version, reset, series } = envelope.data;
  const shared = 'picture' in envelope.data ? envelope.data : null;
  const picture = shared?.picture ?? null;
  const isBriefNews = shared !== null && (shared.news.length > 0 || shared.head !== null);
  const isNews = series.length > 0 || reset || picture !== seen || isBriefNews;
  if (!isNews && !heartbeatDue) return { version, picture, bytes: null };
  const head = Buffer.from(`event: changes\nid: ${version}\ndata: `);
  return { version, picture, bytes: Buffer.concat([head, jsonOf(envelope), BREAK]) };
}

const BREAK = Buffer.from('\n\n');

/** What an answer holds that was made here; undefined for a stream and for none. */
export function bytesOf(response: Response): Uint8Array | undefined {
  return bodies.get(response);
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

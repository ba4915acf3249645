import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Text } from '../core/words/language.ts';
import type { SiteEffect } from '../core/words/scenario.ts';
import { answerUnder } from './drill/answer-under.ts';
import type { Answer, SiteCharacter } from './site-behaviour.ts';
import { otherPage, sitePage } from './site-page.ts';

export type SiteRequest = IncomingMessage | Http2ServerRequest;
export type SiteResponse = ServerResponse | Http2ServerResponse;

export interface AnsweringSite {
  readonly name: Text;
  readonly character: SiteCharacter;
  readonly effect: SiteEffect;
  /** The sites' time, epoch ms. */
  readonly now: number;
}

/**
 * Answers one request as the site's character and what befalls it now say; what is left to send dies
 * with the socket.
 */
export function answerRequest(
  site: AnsweringSite,
  request: SiteRequest,
  response: SiteResponse,
): void {
  const { kind, waitMs, transferMs } = answerUnder(site.effect, site.character.answer(site.now));
  if (kind === 'silence') return;
  const timer = setTimeout(() => {
    if (kind === 'reset') request.socket.destroy();
    else if (kind === 'garbled') request.socket.end(GARBLED);
    else send({ kind, transferMs }, site, { request, response });
  }, waitMs);
  response.once('close', () => clearTimeout(timer));
}

/** No status line of any HTTP. */
const GARBLED = 'PRACTICE: this is no answer\r\n\r\n';
/** Of one header; far beyond what HTTP clients take. */
const HUGE_HEADER_BYTES = 200_000;
const DRIP_MS = 1000;

type Sent = Exclude<Answer['kind'], 'silence' | 'reset' | 'garbled'>;

const STATUS_OF: Readonly<Record<Sent, number>> = {
  page: 200,
  redirect: 200,
  'wrong-page': 200,
  'cut-off': 200,
  dripping: 200,
  'huge-headers': 200,
  error: 500,
  unavailable: 503,
  blocked: 403,
};

function pageOf(
  kind: Sent,
  { name, character }: { readonly name: Text; readonly character: SiteCharacter },
): string {
  if (kind === 'wrong-page') return otherPage(name);
  return sitePage(name, STATUS_OF[kind] === 200 ? character.pageBytes : 0);
}

interface Exchange {
  readonly request: SiteRequest;
  readonly response: SiteResponse;
}

function send(
  answer: {
    readonly kind: Sent;
    readonly transferMs: number;
  },
  site: { readonly name: Text; readonly character: SiteCharacter },
  { request, response }: Exchange,
): void {
  response.setHeader('server', 'yamabiko-practice');
  response.setHeader('x-practice', 'PRACTICE');
  response.setHeader('cache-control', 'no-store');
  if (answer.kind === 'redirect' && request.url !== '/ja/') {
    response.statusCode = 302;
    response.setHeader('location', '/ja/');
    response.end();
    return;
  }
  response.statusCode = STATUS_OF[answer.kind];
  // What a bot wall adds to its refusals, so that the probe knows it for one.
  if (answer.kind === 'blocked') response.setHeader('x-sucuri-block', 'PRACTICE');
  if (answer.kind === 'huge-headers') response.setHeader('x-filler', 'x'.repeat(HUGE_HEADER_BYTES));
  const body = Buffer.from(pageOf(answer.kind, site));
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-length', body.length);
  if (answer.kind === 'dripping') drip(response, body);
  else if (answer.kind === 'cut-off') cutOff({ request, response }, body, answer.transferMs);
  else sendInTwo(response, body, answer.transferMs);
}

/** Half of what was announced, then the end of the connection. */
function cutOff({ request, response }: Exchange, body: Buffer, transferMs: number): void {
  writeTo(response, body.subarray(0, body.length >> 1));
  const timer = setTimeout(() => request.socket.destroy(), transferMs);
  response.once('close', () => clearTimeout(timer));
}

/** A byte a second, for as long as anybody waits. */
function drip(response: SiteResponse, body: Buffer): void {
  let sent = 0;
  const next = () => {
    writeTo(response, body.subarray(sent, sent + 1));
    sent += 1;
    if (sent === body.length) response.end();
  };
  next();
  const timer = setInterval(next, DRIP_MS);
  response.once('close', () => clearInterval(timer));
}

/** The first half at once, the second after `transferMs`. */
function sendInTwo(response: SiteResponse, body: Buffer, transferMs: number): void {
  const half = body.length >> 1;
  writeTo(response, body.subarray(0, half));
  const timer = setTimeout(() => response.end(body.subarray(half)), transferMs);
  response.once('close', () => clearTimeout(timer));
}

/** One call for both kinds of response, whose overloads TypeScript does not unite. */
function writeTo(response: SiteResponse, bytes: Buffer): void {
  if ('stream' in response) response.write(bytes);
  else response.write(bytes);
}

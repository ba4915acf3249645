import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Text } from '../core/words/language.ts';
import type { Answer, SiteCharacter } from './site-behaviour.ts';
import { otherPage, sitePage } from './site-page.ts';

export type SiteRequest = IncomingMessage | Http2ServerRequest;
export type SiteResponse = ServerResponse | Http2ServerResponse;

/** Answers one request as the site's character says; what is left to send dies with the socket. */
export function answerRequest(
  site: { readonly name: Text; readonly character: SiteCharacter },
  request: SiteRequest,
  response: SiteResponse,
): void {
  const { kind, waitMs, transferMs } = site.character.answer(Date.now());
  if (kind === 'silence') return;
  const timer = setTimeout(() => {
    if (kind === 'reset') request.socket.destroy();
    else send({ kind, transferMs }, site, { request, response });
  }, waitMs);
  response.once('close', () => clearTimeout(timer));
}

type Sent = Exclude<Answer['kind'], 'silence' | 'reset'>;

const STATUS_OF: Readonly<Record<Sent, number>> = {
  page: 200,
  redirect: 200,
  'wrong-page': 200,
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
  const body = Buffer.from(pageOf(answer.kind, site));
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-length', body.length);
  sendInTwo(response, body, answer.transferMs);
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

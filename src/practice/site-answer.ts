import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Text } from '../core/words/language.ts';
import type { Answer, SiteCharacter } from './site-behaviour.ts';
import { sitePage } from './site-page.ts';

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

interface Exchange {
  readonly request: SiteRequest;
  readonly response: SiteResponse;
}

function send(
  answer: {
    readonly kind: Exclude<Answer['kind'], 'silence' | 'reset'>;
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
  const isWell = answer.kind === 'page' || answer.kind === 'redirect';
  response.statusCode = isWell ? 200 : answer.kind === 'error' ? 500 : 503;
  const body = Buffer.from(sitePage(site.name, isWell ? site.character.pageBytes : 0));
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

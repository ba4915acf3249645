import type { Expectations } from '../core/words/probe-record.ts';
import { type AnswerHeaders, headerOf } from './exchange.ts';
import { type Attempted, failed, succeeded } from './failure.ts';

/** Requests of one probe at most. */
export const MAX_HOPS = 5;

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends the probe; null = it is final. A status that is expected is final. */
export function redirectOf(
  statusCode: number,
  headers: AnswerHeaders,
  expect: Expectations,
): string | null {
  if (!REDIRECT_STATUSES.has(statusCode)) return null;
  if (expect.status?.includes(statusCode) === true) return null;
  return headerOf(headers, 'location');
}

/**
 * The next hop's URL, without fragment and credentials. Fails with `redirect` for a loop, too many
 * hops, a location that is no URL or not of the web.
 */
export function nextHop(location: string, visited: readonly string[], from: URL): Attempted<URL> {
  // Servers send UTF-8 in locations, which HTTP/1.1 reads as Latin-1.
  const text = /[\u0080-\u00ff]/.test(location)
    ? Buffer.from(location, 'latin1').toString()
    : location;
  if (!URL.canParse(text, from)) return failed('redirect', 'LOCATION_INVALID');
  const url = new URL(text, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return failed('redirect', 'LOCATION_SCHEME');
  }
  withoutExtras(url);
  if (visited.includes(url.href)) return failed('redirect', 'REDIRECT_LOOP');
  return visited.length >= MAX_HOPS ? failed('redirect', 'REDIRECT_LIMIT') : succeeded(url);
}

/** Drops what is never sent. */
export function withoutExtras(url: URL): URL {
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

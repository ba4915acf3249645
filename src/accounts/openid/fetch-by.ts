import type { Outgoing, OutgoingRequest } from '../../core/ports/outgoing.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

export interface FetchTextOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | Headers;
  readonly body?: unknown;
}

/** As `fetch` of JSON and forms; no redirect is followed. */
export type FetchText = (url: string, options: FetchTextOptions) => Promise<Response>;

/** What the issuer's documents and tokens are fetched by: as every connection that is no probe. */
export function fetchBy(outgoing: Pick<Outgoing, 'send'>): FetchText {
  return async (url, { method = 'GET', headers = {}, body }) => {
    const request: OutgoingRequest = {
      ...{ url, method: method === 'POST' ? 'POST' : 'GET', headers: plain(headers) },
      ...{ timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    };
    const answer = await outgoing.send(request);
    const hasBody = ![204, 205, 304].includes(answer.statusCode);
    return new Response(hasBody ? Buffer.from(answer.body) : null, {
      status: answer.statusCode,
      headers: answer.headers,
    });
  };
}

function plain(headers: Readonly<Record<string, string>> | Headers): Record<string, string> {
  return headers instanceof Headers ? Object.fromEntries(headers) : { ...headers };
}

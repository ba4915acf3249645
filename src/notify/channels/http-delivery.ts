import { AppError, messageWithCode } from '../../core/errors.ts';
import type { Delivery } from '../../core/ports/channel.ts';
import type { Outgoing, OutgoingStream } from '../../core/ports/outgoing.ts';
import { retryAfterMs } from '../../core/retry-after.ts';
import { oneLine } from './one-line.ts';

const SILENCE_MS = 15_000;
const WHOLE_MS = 30_000;
/** Of an answer; the rest of a longer one is left unread. */
const MOST_BYTES = 64 * 1024;

export interface JsonPost {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

/**
 * POSTs JSON and says what became of it. The status alone decides: an answer that breaks off after its
 * head is an answer. What is told of a failure never holds the path of the URL, which may be a secret.
 */
export async function postJson(outgoing: Outgoing, post: JsonPost): Promise<Delivery> {
  if (!/^https?:$/.test(URL.parse(post.url)?.protocol ?? '')) {
    return { kind: 'permanent', error: 'not an http or https URL', bounced: true };
  }
  try {
    const answer = await outgoing.stream({
      url: post.url,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'yamabiko', ...post.headers },
      body: post.body,
      timeoutMs: SILENCE_MS,
      signal: AbortSignal.timeout(WHOLE_MS),
    });
    return deliveryOf(answer, await beginningOf(answer.body));
  } catch (error) {
    const found = error instanceof AppError ? (error.cause ?? error) : error;
    return { kind: 'passing', error: oneLine(messageWithCode(found)), retryAfterMs: null };
  }
}

/**
 * 2xx accepted; 5xx, 408 and 429 passing, with what `Retry-After` asks for; anything else permanent, 404
 * and 410 because nobody is at the address. Redirects are not followed.
 */
function deliveryOf(
  { statusCode, headers }: Pick<OutgoingStream, 'statusCode' | 'headers'>,
  said: string,
): Delivery {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'accepted' };
  const error = said === '' ? `HTTP ${statusCode}` : `HTTP ${statusCode}: ${said}`;
  if (statusCode >= 500 || statusCode === 408 || statusCode === 429) {
    const wait = retryAfterMs(headers['retry-after'], Date.now());
    return { kind: 'passing', error, retryAfterMs: wait };
  }
  return { kind: 'permanent', error, bounced: statusCode === 404 || statusCode === 410 };
}

async function beginningOf(body: OutgoingStream['body']): Promise<string> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      read.push(piece);
      bytes += piece.byteLength;
      if (bytes > MOST_BYTES) break;
    }
  } catch {
    // What came before it broke off is what there is to tell.
  }
  return oneLine(Buffer.concat(read).toString('utf8'));
}

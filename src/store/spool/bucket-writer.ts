import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import { messageOf } from '../../core/errors.ts';
import { retryAfterMs } from '../../core/retry-after.ts';

/** Where and as whom to write. */
export interface WriteTarget {
  /** Without a trailing slash. */
  readonly url: string;
  readonly org: string;
  /** null = none is sent. */
  readonly token: string | null;
  /** Proxies to go through, by the names that the environment gives them. */
  readonly proxies: Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>>;
  /** Authorities trusted by https, PEM. */
  readonly ca: readonly string[];
}

/** What became of a request to write. */
export type WriteResult =
  | { readonly kind: 'taken' }
  /** Something in the lines is refused for good. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** Fewer lines may pass. */
  | { readonly kind: 'too_large'; readonly problem: string }
  /** No such bucket, or no right to write: nothing will pass before someone acts. */
  | { readonly kind: 'locked'; readonly problem: string }
  /** Nobody answers, or not now; `waitMs` as the server asks, else null. */
  | { readonly kind: 'later'; readonly problem: string; readonly waitMs: number | null };

/** Lines are parted by newlines. */
export type WriteLines = (bucket: string, lines: string) => Promise<WriteResult>;

const TIMEOUT_MS = 30_000;
/** A compressed body costs more than it spares where nothing lies between. */
const GZIP_BYTES = 1000;
const NEAR: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const TAKEN = new Set([201, 204]);
const LOCKED = new Set([401, 403, 404]);
/** What InfluxDB says of the lines themselves; anything else is said of the way to it. */
const ABOUT_LINES = new Set([400, 422]);

/** Writes by the official client, one request a call; it neither buffers nor repeats anything. */
export class BucketWriter {
  readonly #place: Pick<WriteTarget, 'url' | 'org'>;
  #influx: InfluxDB;
  readonly #agent: HttpAgent;
  readonly #gzipBytes: number;

  constructor({ url, org, token, proxies, ca }: WriteTarget) {
    const proxyEnv = { ...proxies };
    this.#agent = url.startsWith('https:')
      ? new HttpsAgent({ keepAlive: true, ca: [...ca], proxyEnv })
      : new HttpAgent({ keepAlive: true, proxyEnv });
    this.#place = { url, org };
    this.#influx = this.#connect(token);
    this.#gzipBytes = NEAR.has(new URL(url).hostname) ? Number.MAX_SAFE_INTEGER : GZIP_BYTES;
  }

  /** For requests from now on; null = none is sent. */
  useToken(token: string | null): void {
    this.#influx = this.#connect(token);
  }

  /**
   * By the client's transport: its own buffer of lines counts the bytes of each, which costs more than
   * all the rest of a request.
   */
  async write(bucket: string, lines: string): Promise<WriteResult> {
    const query = new URLSearchParams({ org: this.#place.org, bucket, precision: 'ms' });
    const options = {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      gzipThreshold: this.#gzipBytes,
    };
    let statusCode = 0;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#influx.transport.send(`/api/v2/write?${query}`, lines, options, {
          responseStarted: (_, status) => {
            statusCode = status ?? 0;
          },
          error: reject,
          complete: resolve,
        });
      });
    } catch (error) {
      return resultOf(error);
    }
    if (TAKEN.has(statusCode)) return { kind: 'taken' };
    return { kind: 'later', problem: `HTTP ${statusCode}`, waitMs: null };
  }

  /** Ends the requests in flight, which then fail. */
  abort(): void {
    this.#agent.destroy();
  }

  #connect(token: string | null): InfluxDB {
    return new InfluxDB({
      url: this.#place.url,
      ...(token === null ? {} : { token }),
      timeout: TIMEOUT_MS,
      transportOptions: { agent: this.#agent },
    });
  }
}

function resultOf(failure: unknown): WriteResult {
  if (!(failure instanceof HttpError)) {
    return { kind: 'later', problem: messageOf(failure), waitMs: null };
  }
  const { statusCode, headers } = failure;
  const problem = `HTTP ${statusCode}: ${textOf(failure)}`;
  if (statusCode === 413) return { kind: 'too_large', problem };
  if (LOCKED.has(statusCode)) return { kind: 'locked', problem };
  if (ABOUT_LINES.has(statusCode)) return { kind: 'refused', problem };
  const header = headers?.['retry-after'];
  const waitMs = retryAfterMs(typeof header === 'string' ? header : null, Date.now());
  return { kind: 'later', problem, waitMs };
}

/** What the server says, on one line; never the request. */
function textOf({ json, body, statusMessage }: HttpError): string {
  const said: unknown = json?.message ?? json?.error;
  const text = typeof said === 'string' ? said : (body ?? statusMessage ?? '');
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}

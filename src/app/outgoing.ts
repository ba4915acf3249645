import type { LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { AppError, codeOf, messageOf, messageWithCode } from '../core/errors.ts';
import type {
  Outgoing,
  OutgoingAnswer,
  OutgoingRequest,
  OutgoingStream,
} from '../core/ports/outgoing.ts';
import { authoritiesOf, type Environment } from './authorities.ts';
import { type AddressGuard, guardedLookup, requireReachable } from './guarded-lookup.ts';
import { type ProxySettings, proxySettingsOf } from './proxy-settings.ts';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The one place from which the service connects to others than the sites it measures: what ships
 * samples to InfluxDB and what notifies get it as the port {@link Outgoing}. Takes proxies from
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, authorities from `YAMABIKO_EXTRA_CA` and
 * `NODE_EXTRA_CA_CERTS`. Probes never come here: they connect directly, whatever the environment says.
 * With a `guard` nothing is connected to that it refuses; through a proxy, which looks names up itself, it
 * holds for addresses written in a URL. Throws `usage` for a proxy that is no URL and a file of authorities
 * that cannot be read.
 */
export async function openOutgoing(
  environment: Environment,
  guard: AddressGuard | null = null,
): Promise<Outgoing> {
  const settings = proxySettingsOf(environment);
  const ca = await authoritiesOf(environment);
  const connect = guard === null ? { ca } : { ca, lookup: guardedLookup(guard) };
  const agents = {
    'https:': agentFor(settings, connect, 'https'),
    'http:': agentFor(settings, connect, 'http'),
  };
  const urlOf = (request: OutgoingRequest) => {
    const url = webUrlOf(request);
    if (guard !== null) requireReachable(url, guard);
    return url;
  };
  const agentOf = ({ protocol }: URL) =>
    protocol === 'https:' ? agents['https:'] : agents['http:'];
  return {
    async send(request) {
      const url = urlOf(request);
      try {
        return await exchange(agentOf(url), url, request);
      } catch (error) {
        throw failed(request, url, error);
      }
    },
    async stream(request) {
      const url = urlOf(request);
      try {
        const { body, ...head } = await openStream(agentOf(url), url, request);
        return { ...head, body: pieces(body, (error) => failed(request, url, error)) };
      } catch (error) {
        throw failed(request, url, error);
      }
    },
    async close() {
      await Promise.all([agents['https:'].destroy(), agents['http:'].destroy()]);
    },
  };
}

/**
 * One agent for a scheme, since undici's own would send https by `HTTP_PROXY` where `HTTPS_PROXY` is
 * absent, which is not what people mean by leaving it out. An empty text keeps it from the environment.
 */
function agentFor(
  { httpProxy, httpsProxy, noProxy }: ProxySettings,
  connect: { readonly ca: string[]; readonly lookup?: LookupFunction },
  scheme: 'http' | 'https',
): EnvHttpProxyAgent {
  const { ca } = connect;
  const proxy = (scheme === 'https' ? httpsProxy : httpProxy) ?? '';
  return new EnvHttpProxyAgent({
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    connect,
    requestTls: { ca },
    proxyTls: { ca },
  });
}

function webUrlOf({ url }: OutgoingRequest): URL {
  const parsed = URL.parse(url);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new AppError('outgoing_failed', 'an outgoing request needs an http or https URL');
}

async function exchange(
  agent: EnvHttpProxyAgent,
  url: URL,
  request: OutgoingRequest,
): Promise<OutgoingAnswer> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  const { statusCode, headers, body } = await agent.request({
    ...contentOf(url, request),
    signal: request.signal ? AbortSignal.any([timeout, request.signal]) : timeout,
    // The one deadline above holds; undici's own clocks are coarser and would come in between.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    statusCode,
    headers: flat(headers),
    body: await readAll(body, request.maxBytes ?? MAX_BYTES),
  };
}

async function openStream(
  agent: EnvHttpProxyAgent,
  url: URL,
  request: OutgoingRequest,
): Promise<OutgoingStream> {
  const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
  const { statusCode, headers, body } = await agent.request({
    ...contentOf(url, request),
    signal: request.signal ?? null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return { statusCode, headers: flat(headers), body };
}

async function* pieces(
  body: AsyncIterable<Uint8Array>,
  refused: (error: unknown) => AppError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw refused(error);
  }
}

function contentOf(url: URL, request: OutgoingRequest) {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method ?? 'GET',
    headers: { ...basicOf(url), ...request.headers },
    body: request.body ?? null,
  };
}

/** Name and password that stand in the URL. */
function basicOf({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(both).toString('base64')}` };
}

async function readAll(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const read: Uint8Array = chunk;
    bytes += read.byteLength;
    // Leaving the loop destroys the body and its connection.
    if (bytes > maxBytes) throw new AppError('outgoing_failed', `more than ${maxBytes} bytes`);
    chunks.push(read);
  }
  return Buffer.concat(chunks);
}

function flat(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Says where to without name, password and query, any of which may hold a secret. */
function failed(request: OutgoingRequest, url: URL, error: unknown): AppError {
  const what = `${request.method ?? 'GET'} ${url.origin}${url.pathname}`;
  const found = codeOf(error) === 'outgoing_failed' ? messageOf(error) : messageWithCode(error);
  const text = { ja: `${what} に失敗しました（${found}）`, en: `${what} failed: ${found}` };
  return new AppError('outgoing_failed', text, { cause: error });
}

import { request } from 'node:http';
import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request over a connection of its own; `fetch` would not let `Host` be chosen. */
export function ask(
  url: string,
  {
    body,
    ...options
  }: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request(url, { agent: false, ...options }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Sends bytes as they are and gives back all that comes until the other end closes. */
export function askRaw(port: number, bytes: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', reject);
  socket.on('close', () => resolve(text));
  return promise;
}

/** A server-sent event. */
export interface Event {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

export interface EventReader {
  /** The next event; rejects when the stream has ended. */
  next(): Promise<Event>;
  /** Resolves when the other end has ended the stream. */
  readonly ended: Promise<void>;
  readonly status: number;
  readonly headers: Headers;
  close(): Promise<void>;
}

/** Opens an event stream. */
export async function readEvents(
  url: string,
  headers: Record<string, string> = {},
): Promise<EventReader> {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('the answer has no body');
  const ended = Promise.withResolvers<void>();
  let rest = '';
  return {
    status: response.status,
    headers: response.headers,
    ended: ended.promise,
    async next() {
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end >= 0) {
          const block = rest.slice(0, end);
          rest = rest.slice(end + 2);
          return eventOf(block);
        }
        const { done, value } = await reader.read();
        if (done) {
          ended.resolve();
          throw new Error('the stream has ended');
        }
        rest += value;
      }
    },
    async close() {
      controller.abort();
      await reader.cancel().catch((error: unknown) => {
        if (!controller.signal.aborted) throw error;
      });
    },
  };
}

function eventOf(block: string): Event {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  return {
    event: fields.get('event') ?? '',
    id: fields.get('id') ?? '',
    data: JSON.parse(fields.get('data') ?? 'null'),
  };
}

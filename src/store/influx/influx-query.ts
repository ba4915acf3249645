import { AppError, messageOf } from '../../core/errors.ts';
import type { Outgoing, OutgoingStream } from '../../core/ports/outgoing.ts';
import { type AnswerBlock, blocksOfLine } from './answer-block.ts';

export interface InfluxConnection {
  /** Without a trailing slash. */
  readonly url: string;
  /** null = none is sent. */
  readonly token: string | null;
  readonly outgoing: Outgoing;
  /** Longest silence of the server, ms. */
  readonly silenceMs: number;
  /** Ends what is being asked. */
  readonly signal: AbortSignal;
}

/** Rows in one piece of an answer; some 300 bytes each where whole samples are asked. */
const CHUNK_ROWS = 2000;
/** Of an error's text. */
const MAX_ERROR_BYTES = 64 * 1024;
const MAX_ERROR_CHARACTERS = 500;

/**
 * Runs one InfluxQL SELECT over `/query` and gives its series in blocks as they come, times as epoch
 * ms; a series longer than a block comes in several, one after the other. Leaving early ends the
 * query. Rejects with `store_unavailable`, with the server's own text where it gave one.
 */
export async function* askInflux(
  connection: InfluxConnection,
  database: string,
  query: string,
): AsyncGenerator<AnswerBlock> {
  const { statusCode, body } = await send(connection, database, query);
  if (statusCode !== 200) throw refused(`${statusCode} ${await errorText(body)}`);
  for await (const line of linesOf(body)) {
    const { blocks, error } = blocksOfLine(line);
    yield* blocks;
    if (error !== null) throw refused(error);
  }
}

async function send(
  { url, token, outgoing, silenceMs, signal }: InfluxConnection,
  database: string,
  query: string,
): Promise<OutgoingStream> {
  const asked = { db: database, epoch: 'ms', chunked: 'true', chunk_size: String(CHUNK_ROWS) };
  try {
    return await outgoing.stream({
      url: `${url}/query?${new URLSearchParams(asked)}`,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(token === null ? {} : { authorization: `Token ${token}` }),
      },
      body: new URLSearchParams({ q: query }).toString(),
      timeoutMs: silenceMs,
      signal,
    });
  } catch (error) {
    throw unreachable(error);
  }
}

/** Lines without their ends, each as text; JSON has no line feed inside. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun = '';
  const pieces = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await next(pieces);
      if (piece === null) break;
      const text = decoder.decode(piece, { stream: true });
      const end = text.lastIndexOf('\n');
      if (end >= 0) {
        const lines = (begun + text.slice(0, end)).split('\n');
        for (const line of lines) if (line.trim() !== '') yield line;
        begun = '';
      }
      begun += text.slice(end + 1);
    }
  } finally {
    await pieces.return?.();
  }
  if (begun.trim() !== '') yield begun;
}

async function next(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const { done, value } = await pieces.next();
    return done === true ? null : value;
  } catch (error) {
    throw unreachable(error);
  }
}

/** 1.x answers with `error`, 2.x with `message`; what is neither is given as it came. */
async function errorText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > MAX_ERROR_BYTES) break;
  }
  const text = Buffer.concat(pieces).toString();
  return (messageIn(text) ?? text).trim().slice(0, MAX_ERROR_CHARACTERS);
}

function messageIn(text: string): string | null {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return null;
    const said = 'error' in found ? found.error : 'message' in found ? found.message : null;
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}

function refused(said: string): AppError {
  return new AppError('store_unavailable', {
    ja: `InfluxDB が問い合わせに答えません（${said}）`,
    en: `InfluxDB refuses a query: ${said}`,
  });
}

function unreachable(error: unknown): AppError {
  const found = messageOf(error);
  const text = {
    ja: `InfluxDB に問い合わせできません（${found}）`,
    en: `InfluxDB cannot be asked: ${found}`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}

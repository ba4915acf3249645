import type { Socket } from 'node:net';
import type { BodyReading } from './body-reading.ts';
import type { Deadline } from './deadline.ts';
import type { Failure } from './failure.ts';
import type { OpenInstants } from './instants.ts';

/** Headers as both protocols give them: lower-case names, repeated ones as a list. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Header list as bytes that a server may send; above it the probe ends in `too_large`. */
export const MAX_HEADER_BYTES = 65_536;

/** Interim answers that a server may send; one more ends the probe in `protocol`. */
export const MAX_INTERIM = 32;

export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** One request over one open socket. */
export interface Exchange {
  readonly socket: Socket;
  readonly url: URL;
  readonly userAgent: string;
  readonly instants: OpenInstants;
  readonly deadline: Deadline;
  /** Decides, from the final headers, what is read of the body; null = nothing. */
  readonly planBody: (statusCode: number, headers: AnswerHeaders) => BodyReading | null;
}

/** What arrived; filled as it arrives, so that a failure keeps what came before it. */
export interface Answer {
  /** Interim (1xx) status codes, in order. */
  readonly interim: number[];
  /** null until the final headers are whole. */
  statusCode: number | null;
  headers: AnswerHeaders;
  /** Monotonic ms at which the final headers were whole. */
  headersAt: number | null;
  body: BodyReading | null;
}

export interface ExchangeEnd {
  readonly answer: Answer;
  /** null = the answer is whole, or was read as far as it is to be read. */
  readonly failure: Failure | null;
}

export function emptyAnswer(): Answer {
  return { interim: [], statusCode: null, headers: {}, headersAt: null, body: null };
}

/** The first value of a header, null where it is absent. */
export function headerOf(headers: AnswerHeaders, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : (value[0] ?? null);
}

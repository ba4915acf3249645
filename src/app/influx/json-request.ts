import { AppError, codeOf, messageOf } from '../../core/errors.ts';
import type { Outgoing, OutgoingRequest } from '../../core/ports/outgoing.ts';

/** An answer of an API that speaks JSON. */
export interface JsonAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null where the body is empty or no JSON. */
  readonly data: unknown;
}

export interface JsonRequest {
  /** Name of the program that is asked, for messages. */
  readonly program: string;
  /** Without a trailing slash. */
  readonly base: string;
  /** From `/` on, with its query. */
  readonly path: string;
  readonly method?: OutgoingRequest['method'];
  readonly authorization: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Resolves with any answer; rejects with `outgoing_failed` where there is none. */
export async function requestJson(outgoing: Outgoing, request: JsonRequest): Promise<JsonAnswer> {
  const { program, base, path, method = 'GET', authorization, headers, body } = request;
  try {
    const answer = await outgoing.send({
      url: base + path,
      method,
      headers: {
        accept: 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = new TextDecoder().decode(answer.body);
    return { statusCode: answer.statusCode, headers: answer.headers, data: parsed(text) };
  } catch (error) {
    if (codeOf(error) !== 'outgoing_failed') throw error;
    const text = {
      ja: `${program} に接続できません: ${error instanceof AppError ? error.text.ja : messageOf(error)}`,
      en: `${program} cannot be reached: ${messageOf(error)}`,
    };
    throw new AppError('outgoing_failed', text, { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

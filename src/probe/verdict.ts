import type { Expectations } from '../core/words/probe-record.ts';
import { MARK_BYTES, WALL_STATUSES, wallOf } from './blocked-marks.ts';
import { textsOf } from './charset.ts';
import { decodeBody } from './decode-body.ts';
import { type Answer, headerOf } from './exchange.ts';
import type { Failure } from './failure.ts';

/** Decoded bytes at most when looking for the marks of a wall. */
const MARK_DECODED_BYTES = 1024 * 1024;

/** What is made of a whole answer. */
export interface Verdict {
  /** null = as expected. */
  readonly failure: Failure | null;
  /** null where nothing was decoded. */
  readonly decodedBodyBytes: number | null;
}

/**
 * Judges a final answer by its status, then by its text. 403, 429 and 503 are `blocked` where they
 * carry the marks of a wall, unless the target expects them.
 */
export async function judgeAnswer(answer: Answer, expect: Expectations): Promise<Verdict> {
  const { statusCode } = answer;
  if (statusCode === null) return verdict({ reason: 'internal', detail: 'NO_STATUS' });
  if (!isExpectedStatus(statusCode, expect)) {
    const wall = WALL_STATUSES.has(statusCode) ? await wallBehind(answer, statusCode) : null;
    if (wall !== null) return verdict({ reason: 'blocked', detail: wall });
    return verdict({ reason: 'status', detail: null });
  }
  return expect.text === null ? verdict(null) : judgeText(answer, expect.text);
}

function verdict(failure: Failure | null): Verdict {
  return { failure, decodedBodyBytes: null };
}

/** 200 to 399 unless the target says otherwise. */
function isExpectedStatus(statusCode: number, expect: Expectations): boolean {
  if (expect.status !== null) return expect.status.includes(statusCode);
  return statusCode >= 200 && statusCode <= 399;
}

async function judgeText(answer: Answer, text: string): Promise<Verdict> {
  const decoded = await decodeBody(
    answer.body?.kept() ?? new Uint8Array(),
    headerOf(answer.headers, 'content-encoding'),
  );
  if (decoded.failure !== null) return verdict(decoded.failure);
  const texts = textsOf(decoded.value, headerOf(answer.headers, 'content-type'));
  const isFound = texts.some((candidate) => candidate.includes(text));
  return {
    failure: isFound ? null : { reason: 'body', detail: null },
    decodedBodyBytes: decoded.value.byteLength,
  };
}

/** A body that does not decode shows no marks; the headers may. */
async function wallBehind({ headers, body }: Answer, statusCode: number): Promise<string | null> {
  const encoding = headerOf(headers, 'content-encoding');
  const decoded = await decodeBody(body?.kept() ?? new Uint8Array(), encoding, MARK_DECODED_BYTES);
  const bytes = decoded.failure === null ? decoded.value.subarray(0, MARK_BYTES) : new Uint8Array();
  const beginning = textsOf(bytes, headerOf(headers, 'content-type')).join('\n');
  return wallOf({ statusCode, headers, beginning });
}

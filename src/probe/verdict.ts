import type { PageTraits } from '../core/words/page-signs.ts';
import type { Expectations, ProbeTarget } from '../core/words/probe-record.ts';
import { type UnmetExpectation, unmetText } from '../core/words/unmet-expectation.ts';
import { MARK_BYTES, WALL_STATUSES, wallOf } from './blocked-marks.ts';
import { textsOf } from './charset.ts';
import { decodeBody, MAX_DECODED_BYTES } from './decode-body.ts';
import { type Answer, headerOf } from './exchange.ts';
import type { Failure } from './failure.ts';
import { pageTraitsOf } from './page/page-traits.ts';
import { needsDecoded, unmetDecoded, unmetUndecoded } from './unmet.ts';

/** Decoded bytes at most when looking for the marks of a wall. */
const MARK_DECODED_BYTES = 1024 * 1024;

/** Decoded bytes at most where only the page's look is wanted. */
const LOOK_DECODED_BYTES = 2 * 1024 * 1024;

/** What is made of a whole answer. */
export interface Verdict {
  /** null = as expected. */
  readonly failure: Failure | null;
  /** null where nothing was decoded. */
  readonly decodedBodyBytes: number | null;
  /** What was not as expected where the failure's reason is `body`; absent = none. */
  readonly unmet?: UnmetExpectation;
  /** Absent where it was not asked for, or the body is no page that can be read. */
  readonly page?: PageTraits;
}

/**
 * Judges a final answer by its status, then by what else is expected. 403, 429 and 503 are `blocked`
 * where they carry the marks of a wall, unless the target expects them.
 */
export async function judgeAnswer(
  answer: Answer,
  target: Pick<ProbeTarget, 'expect' | 'signs'>,
): Promise<Verdict> {
  const { statusCode } = answer;
  if (statusCode === null) return verdict({ reason: 'internal', detail: 'NO_STATUS' });
  if (!isExpectedStatus(statusCode, target.expect)) {
    const wall = WALL_STATUSES.has(statusCode) ? await wallBehind(answer, statusCode) : null;
    if (wall !== null) return verdict({ reason: 'blocked', detail: wall });
    return verdict({ reason: 'status', detail: null });
  }
  return await judgeContent(answer, target);
}

function verdict(failure: Failure | null): Verdict {
  return { failure, decodedBodyBytes: null };
}

/** 200 to 399 unless the target says otherwise. */
function isExpectedStatus(statusCode: number, expect: Expectations): boolean {
  if (expect.status !== null) return expect.status.includes(statusCode);
  return statusCode >= 200 && statusCode <= 399;
}

/** Headers and body; decoded only where somebody looks at what comes out. */
async function judgeContent(
  answer: Answer,
  { expect, signs = false }: Pick<ProbeTarget, 'expect' | 'signs'>,
): Promise<Verdict> {
  const early = unmetUndecoded(answer, expect);
  const isNeeded = early === null && needsDecoded(expect);
  if (!isNeeded && !signs) return { ...failureFor(early), decodedBodyBytes: null };
  const { headers, body } = answer;
  const decoded = await decodeBody(
    body?.kept() ?? new Uint8Array(),
    headerOf(headers, 'content-encoding'),
    isNeeded ? MAX_DECODED_BYTES : LOOK_DECODED_BYTES,
  );
  if (decoded.failure !== null) {
    return isNeeded ? verdict(decoded.failure) : { ...failureFor(early), decodedBodyBytes: null };
  }
  const bytes = decoded.value.byteLength;
  const texts = textsOf(decoded.value, headerOf(headers, 'content-type'));
  const page = { bytes, truncated: body?.truncated ?? false, texts };
  return {
    ...failureFor(early ?? unmetDecoded(page, expect)),
    decodedBodyBytes: bytes,
    ...(signs ? { page: pageTraitsOf(texts[0] ?? '', bytes) } : {}),
  };
}

function failureFor(unmet: UnmetExpectation | null): Pick<Verdict, 'failure' | 'unmet'> {
  if (unmet === null) return { failure: null };
  return { failure: { reason: 'body', detail: unmetText(unmet).en }, unmet };
}

/** A body that does not decode shows no marks; the headers may. */
async function wallBehind({ headers, body }: Answer, statusCode: number): Promise<string | null> {
  const encoding = headerOf(headers, 'content-encoding');
  const decoded = await decodeBody(body?.kept() ?? new Uint8Array(), encoding, MARK_DECODED_BYTES);
  const bytes = decoded.failure === null ? decoded.value.subarray(0, MARK_BYTES) : new Uint8Array();
  const beginning = textsOf(bytes, headerOf(headers, 'content-type')).join('\n');
  return wallOf({ statusCode, headers, beginning });
}

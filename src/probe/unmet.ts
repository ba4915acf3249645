import type { Expectations } from '../core/words/probe-record.ts';
import type { UnmetExpectation } from '../core/words/unmet-expectation.ts';
import type { Answer, AnswerHeaders } from './exchange.ts';
import { titleOf } from './page/markup.ts';

/** Of texts that came from outside, characters. */
const MOST_SHOWN = 200;

/** Whether the decoded body must be looked at. */
export function needsDecoded({ text, title, size }: Expectations): boolean {
  return text !== null || (title ?? null) !== null || size?.of === 'decoded';
}

/** The first expectation that the answer does not meet, of those that the body need not be decoded for. */
export function unmetUndecoded(
  { headers, body }: Answer,
  { header, size }: Expectations,
): UnmetExpectation | null {
  for (const wanted of header ?? []) {
    const { name, equals, contains } = wanted;
    const values = valuesOf(headers, name);
    const isMet = (value: string): boolean =>
      (equals === null || value === equals) && (contains === null || value.includes(contains));
    if (values.some(isMet)) continue;
    const found = values.length === 0 ? null : shown(values.join(', '));
    return { kind: 'header', name, found, equals, contains };
  }
  if (size?.of !== 'encoded') return null;
  const read = { bytes: body?.encodedBytes ?? 0, truncated: body?.truncated ?? false };
  return unmetSize(size, read);
}

/** A decoded body. */
export interface Page {
  readonly bytes: number;
  /** The body was not read to its end. */
  readonly truncated: boolean;
  /** What it may stand for; several where the encoding must be guessed. */
  readonly texts: readonly string[];
}

/** The first expectation that the decoded body does not meet. */
export function unmetDecoded(
  { bytes, truncated, texts }: Page,
  { size, title, text }: Expectations,
): UnmetExpectation | null {
  const ofSize = size?.of === 'decoded' ? unmetSize(size, { bytes, truncated }) : null;
  if (ofSize !== null) return ofSize;
  if (typeof title === 'string') {
    const titles = texts.map(titleOf);
    if (!titles.some((found) => found?.includes(title) === true)) {
      const found = titles[0] ?? null;
      return { kind: 'title', found: found === null ? null : shown(found), contains: title };
    }
  }
  if (text === null || texts.some((candidate) => candidate.includes(text))) return null;
  return { kind: 'text', contains: text, readBytes: bytes };
}

function unmetSize(
  { of, minBytes, maxBytes }: NonNullable<Expectations['size']>,
  { bytes, truncated }: { readonly bytes: number; readonly truncated: boolean },
): UnmetExpectation | null {
  const isShort = minBytes !== null && !truncated && bytes < minBytes;
  const isLong = maxBytes !== null && bytes + (truncated ? 1 : 0) > maxBytes;
  return isShort || isLong ? { kind: 'size', of, bytes, truncated, minBytes, maxBytes } : null;
}

function valuesOf(headers: AnswerHeaders, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

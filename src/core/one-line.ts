/** Characters that would move a terminal's cursor, end a line, or turn the order of what is read. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
const ALL_UNSEEN = new RegExp(UNSEEN.source, 'gu');

/** Whether a text that somebody wrote is a line as it stands. */
export function isOneLine(text: string): boolean {
  return !UNSEEN.test(text);
}

/** A text from elsewhere, fit for one line of a terminal: each such character becomes U+FFFD. */
export function oneLine(text: string): string {
  return text.replace(ALL_UNSEEN, '\ufffd');
}

import { readTime } from '../core/time/read-time.ts';
import type { Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';

const TIME: Text = {
  ja: ' ISO 8601 の日時かエポックミリ秒',
  en: 'an ISO 8601 time or epoch milliseconds',
};

/** The value of an option that takes a time, epoch ms; null where it was not given. Throws `usage`. */
export function timeAsked(text: string | null, option: string, timezone: string): number | null {
  if (text === null) return null;
  const at = readTime(text, timezone);
  if (at === null) throw wrongValue(option, TIME, text);
  return at;
}

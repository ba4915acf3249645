import type { Text } from '../core/words/language.ts';

/** Says in which zone the times above are; `timezone` is an IANA name. */
export function zoneLine(timezone: string): Text {
  return { ja: `時刻は ${timezone}。`, en: `Times are in ${timezone}.` };
}

import { timeText } from '../../core/time/time-text.ts';
import type { Language } from '../../core/words/language.ts';
import type { SharedWords } from '../../core/words/shared-words.ts';
import { SHARED_EN } from '../../core/words/shared-words-en.ts';
import { SHARED_JA } from '../../core/words/shared-words-ja.ts';
import { SNAPSHOT_WORDS, type SnapshotWords } from './snapshot-words.ts';

/** In what language and by what clock a file is written. */
export interface SnapshotContext {
  readonly language: Language;
  readonly words: SnapshotWords;
  readonly shared: SharedWords;
  /** Of the file, epoch ms. */
  readonly asOf: number;
  /** `2026-11-22 03:04+09:00`. */
  readonly whole: (at: number) => string;
  /** The time of day, with the date where it is another one than that of the file, and the year likewise. */
  readonly short: (at: number) => string;
  readonly count: (n: number) => string;
}

/** `timezone`: the council's IANA name. */
export function contextOf(language: Language, asOf: number, timezone: string): SnapshotContext {
  const whole = (at: number) => timeText(at, timezone, 'minute');
  const today = whole(asOf).slice(0, 10);
  return {
    ...{ language, words: SNAPSHOT_WORDS[language], asOf, whole },
    shared: language === 'ja' ? SHARED_JA : SHARED_EN,
    short(at) {
      const text = whole(at);
      if (text.startsWith(today)) return text.slice(11, 16);
      return text.startsWith(today.slice(0, 5)) ? text.slice(5, 16) : text.slice(0, 16);
    },
    count: (n) => n.toLocaleString(language),
  };
}

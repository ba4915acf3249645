import type { Language } from '../../core/words/language.ts';

const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };

/** A duration of a probe: `428 ms`, `8.2 ms`, `2,310 ms`; a dash for null. */
export function showMs(valueMs: number | null, language: Language): string {
  return valueMs === null ? '–' : `${showMsNumber(valueMs, language)} ms`;
}

/** The number of {@link showMs} alone: whole from 100 on, one decimal below. */
export function showMsNumber(valueMs: number, language: Language): string {
  const digits = valueMs >= 99.95 ? 0 : 1;
  return numberFormat(language, digits).format(valueMs);
}

/** To the microsecond, as it was measured. */
export function showExactMs(valueMs: number | null, language: Language): string {
  return valueMs === null ? '–' : `${numberFormat(language, 3).format(valueMs)} ms`;
}

export function showCount(value: number, language: Language): string {
  return numberFormat(language, 0).format(value);
}

export function showPercent(ratio: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(ratio);
}

/** Times of day in the zone of the council. */
export interface Times {
  /** `21:04:32` */
  second(at: number): string;
  /** `21:04` */
  minute(at: number): string;
  /** `11月22日` or `22 Nov` */
  day(at: number): string;
  /** `11月22日(日) 21:04:32` or `Sun, 22 Nov, 21:04:32` */
  full(at: number): string;
  /** `2026年11月22日` or `22 November 2026` */
  date(at: number): string;
}

const kept = new Map<string, Times>();

export function timesOf(language: Language, timeZone: string): Times {
  const key = `${language} ${timeZone}`;
  const times = kept.get(key) ?? createTimes(language, timeZone);
  kept.set(key, times);
  return times;
}

function createTimes(language: Language, timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(LOCALES[language], {
      ...options,
      timeZone,
      hourCycle: 'h23',
    });
    return (at: number) => formatter.format(at);
  };
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const day = { month: language === 'ja' ? 'long' : 'short', day: 'numeric' } as const;
  return {
    second: format({ ...clock, second: '2-digit' }),
    minute: format(clock),
    day: format(day),
    full: format({ ...day, ...clock, weekday: 'short', second: '2-digit' }),
    date: format({ year: 'numeric', month: 'long', day: 'numeric' }),
  };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  const format =
    numberFormats.get(key) ??
    new Intl.NumberFormat(LOCALES[language], {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  numberFormats.set(key, format);
  return format;
}

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

/** One decimal below ten, none above. */
export function showRatio(ratio: number, language: Language): string {
  return numberFormat(language, ratio < 9.95 ? 1 : 0).format(ratio);
}

export function showPercent(ratio: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(ratio);
}

/** `12 KB`, `3.4 GB`: units of 1024. */
export function showBytes(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${numberFormat(language, value < 10 && power > 0 ? 1 : 0).format(value)} ${units[power]}`;
}

/** Times in the zone of the council; `now` is the moment from which they are read, epoch ms. */
export interface Times {
  /** `21:04:32` */
  second(at: number): string;
  /** `21:04` */
  minute(at: number): string;
  /** `11月22日` or `22 Nov` */
  day(at: number): string;
  /**
   * `11月22日(日) 21:04:32` or `Sun 22 Nov, 21:04:32`; in another year than that of `now` with it:
   * `2027年11月22日(月) 21:04:32` or `Mon 22 Nov 2027, 21:04:32`. Without `now`: the present.
   */
  full(at: number, now?: number): string;
  /**
   * `21:04` on the day of `now`, else `11月22日 21:04` or `22 Nov, 21:04`; in another year with it:
   * `2025年11月22日 21:04` or `22 Nov 2025, 21:04`.
   */
  short(at: number, now: number): string;
  /** `2026年11月22日 21:04` or `22 November 2026, 21:04` */
  whole(at: number): string;
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
  const year = { year: 'numeric' } as const;
  const moment = { ...day, ...clock, weekday: 'short', second: '2-digit' } as const;
  const dayOf = format(day);
  const yearOf = format(year);
  const yearDayOf = format({ ...year, ...day });
  const minuteOf = format(clock);
  const dateOf = format({ ...year, month: 'long', day: 'numeric' });
  const momentOf = format(moment);
  const yearMomentOf = format({ ...year, ...moment });
  const between = language === 'ja' ? ' ' : ', ';
  const isSameYear = (at: number, now: number) => yearOf(at) === yearOf(now);
  return {
    short(at, now) {
      if (!isSameYear(at, now)) return `${yearDayOf(at)}${between}${minuteOf(at)}`;
      return dayOf(at) === dayOf(now) ? minuteOf(at) : `${dayOf(at)}${between}${minuteOf(at)}`;
    },
    second: format({ ...clock, second: '2-digit' }),
    minute: minuteOf,
    day: dayOf,
    full: (at, now = Date.now()) => (isSameYear(at, now) ? momentOf : yearMomentOf)(at),
    date: dateOf,
    whole: (at) => `${dateOf(at)}${between}${minuteOf(at)}`,
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

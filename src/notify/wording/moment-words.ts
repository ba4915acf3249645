import type { Language } from '../../core/words/language.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** Times and stretches as a letter writes them, in the council's zone. */
export interface MomentWords {
  /** `2026年11月22日（日）03:04` / `Sunday, 22 November 2026, 03:04`. */
  full(at: number): string;
  /** `11月22日 03:04` / `22 Nov, 03:04`, for subjects. */
  short(at: number): string;
  /** `1時間5分` / `1 h 5 min`; below a minute says so. */
  stretch(ms: number): string;
}

export function momentWords(language: Language, timezone: string): MomentWords {
  const parts = partsReader(language, timezone);
  return {
    full(at) {
      const { year, month, day, weekday, time } = parts(at, 'long');
      return language === 'ja'
        ? `${year}年${month}月${day}日（${weekday}）${time}`
        : `${weekday}, ${day} ${month} ${year}, ${time}`;
    },
    short(at) {
      const { month, day, time } = parts(at, 'short');
      return language === 'ja' ? `${month}月${day}日 ${time}` : `${day} ${month}, ${time}`;
    },
    stretch: (ms) => stretchText(ms, language),
  };
}

/** By language and zone, of which a council has few: to make a format takes longer than a whole letter. */
const readers = new Map<string, ReturnType<typeof makePartsReader>>();

function partsReader(language: Language, timezone: string) {
  const key = `${language} ${timezone}`;
  const reader = readers.get(key) ?? makePartsReader(language, timezone);
  readers.set(key, reader);
  return reader;
}

function makePartsReader(language: Language, timezone: string) {
  const isJapanese = language === 'ja';
  const made = (width: 'long' | 'short') =>
    new Intl.DateTimeFormat(isJapanese ? 'ja-JP' : 'en-GB', {
      timeZone: timezone,
      calendar: 'gregory',
      year: 'numeric',
      month: isJapanese ? 'numeric' : width,
      day: 'numeric',
      weekday: isJapanese ? 'short' : width,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  const formats = { long: made('long'), short: made('short') };
  return (at: number, width: 'long' | 'short') => {
    const found = Object.fromEntries(
      formats[width].formatToParts(at).map(({ type, value }) => [type, value]),
    );
    const bare = (name: string) => (found[name] ?? '').replace(/[年月日]$/, '');
    return {
      year: bare('year'),
      month: isJapanese ? bare('month') : (found['month'] ?? ''),
      day: bare('day'),
      weekday: found['weekday'] ?? '',
      time: `${found['hour']}:${found['minute']}`,
    };
  };
}

function stretchText(ms: number, language: Language): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 1) return language === 'ja' ? '1分未満' : 'less than a minute';
  const counts = [
    [Math.floor(minutes / DAY_MINUTES), '日', 'd'],
    [Math.floor((minutes % DAY_MINUTES) / 60), '時間', 'h'],
    [minutes % 60, '分', 'min'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).slice(0, 2);
  return language === 'ja'
    ? said.map(([count, unit]) => `${count}${unit}`).join('')
    : said.map(([count, , unit]) => `${count} ${unit}`).join(' ');
}

/** The year before the first of each era, by its initial and its name. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  令: 2018,
  r: 2018,
  平成: 1988,
  平: 1988,
  h: 1988,
  昭和: 1925,
  昭: 1925,
  s: 1925,
};

const WESTERN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const JAPANESE = /^(令和|平成|昭和|令|平|昭|r|h|s)(元|\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const TIME_OF_DAY = / \d{1,2}:\d{2}(:\d{2})?$/;
const DAY_OF_WEEK = /\([日月火水木金土](曜日?)?\)$/;

/**
 * A date as people write it (`2026-10-01`, `2026/10/1`, `2026年10月1日(木)`, `令和8年10月1日`, `R8.10.1`),
 * with or without a time of day, as an ISO date; null where it is none.
 */
export function isoDateOf(text: string): string | null {
  const usual = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const day = usual.replace(TIME_OF_DAY, '').replaceAll(' ', '').replace(DAY_OF_WEEK, '');
  const western = WESTERN.exec(day) ?? COMPACT.exec(day);
  if (western !== null) return isoOf(Number(western[1]), Number(western[2]), Number(western[3]));
  const [, era = '', year, month, date] = JAPANESE.exec(day) ?? [];
  if (year === undefined) return null;
  const yearOfEra = year === '元' ? 1 : Number(year);
  return isoOf((ERAS[era] ?? Number.NaN) + yearOfEra, Number(month), Number(date));
}

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

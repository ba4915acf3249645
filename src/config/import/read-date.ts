import { notRead, type Reading, read } from './reading.ts';
import type { CellKind } from './sheet.ts';

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

/** Days of the 1900 calendar between 1980 and 2100, as a spreadsheet counts them. */
const SERIALS = { from: 29_221, to: 73_051 } as const;
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A date as people write it, Japanese eras among them, as an ISO date. */
export function readDate(text: string, kind: CellKind): Reading<string> {
  const compact = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const day = compact.replace(/ \d{1,2}:\d{2}(:\d{2})?$/, '').replaceAll(' ', '');
  if (kind === 'number' && /^\d+(\.\d+)?$/.test(day)) return dateOfSerial(Math.floor(Number(day)));
  const western = WESTERN.exec(day) ?? COMPACT.exec(day);
  if (western !== null) return dateOf(Number(western[1]), Number(western[2]), Number(western[3]));
  const japanese = JAPANESE.exec(day);
  if (japanese !== null) {
    const [, era = '', year, month, date] = japanese;
    const yearOfEra = year === '元' ? 1 : Number(year);
    return dateOf((ERAS[era] ?? Number.NaN) + yearOfEra, Number(month), Number(date));
  }
  return BAD_DATE;
}

const BAD_DATE = notRead(
  'bad_date',
  '日付として読めません（例 2026-10-01、2026/10/1、令和8年10月1日、R8.10.1）',
  'this is no date (such as 2026-10-01, 2026/10/1, 令和8年10月1日)',
);

function dateOf(year: number, month: number, day: number): Reading<string> {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (isReal && year >= 1980 && year < 2100) return read(date.toISOString().slice(0, 10));
  return BAD_DATE;
}

function dateOfSerial(serial: number): Reading<string> {
  const text = String(serial);
  const written = COMPACT.exec(text);
  if (written !== null) return dateOf(Number(written[1]), Number(written[2]), Number(written[3]));
  if (serial < SERIALS.from || serial > SERIALS.to) return BAD_DATE;
  const iso = new Date(SERIAL_EPOCH + serial * DAY_MS).toISOString().slice(0, 10);
  return read(iso, {
    code: 'date_from_number',
    text: {
      ja: `日付の書式ではない数値でした。${iso} と読みました`,
      en: `a number without a date format; read as ${iso}`,
    },
  });
}

import { isoDateOf } from '../date-text.ts';
import { notRead, type Reading, read } from './reading.ts';
import type { CellKind } from './sheet.ts';

/** Years of which a list of sites may speak. */
const FIRST_DATE = '1980-01-01';
const AFTER_LAST_DATE = '2100-01-01';
/** Days of the 1900 calendar between 1980 and 2100, as a spreadsheet counts them. */
const SERIALS = { from: 29_221, to: 73_051 } as const;
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** A date as {@link isoDateOf} reads it, or the number that a spreadsheet makes of one. */
export function readDate(text: string, kind: CellKind): Reading<string> {
  const date = isoDateOf(text);
  if (date !== null) return date >= FIRST_DATE && date < AFTER_LAST_DATE ? read(date) : BAD_DATE;
  const number = text.normalize('NFKC').trim();
  const isNumber = kind === 'number' && /^\d+(\.\d+)?$/.test(number);
  return isNumber ? dateOfSerial(Math.floor(Number(number))) : BAD_DATE;
}

const BAD_DATE = notRead(
  'bad_date',
  '日付として読めません（例 2026-10-01、2026/10/1、令和8年10月1日、R8.10.1）',
  'this is no date (such as 2026-10-01, 2026/10/1, 令和8年10月1日)',
);

function dateOfSerial(serial: number): Reading<string> {
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

import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from '../decode-text.ts';
import { type Fault, faultAt, WHOLE_FILE } from './fault.ts';
import type { Sheet } from './sheet.ts';

export type ReadSheet =
  | { readonly sheet: Sheet; readonly fault: null }
  | { readonly sheet: null; readonly fault: Fault };

/** A CSV or tab-separated file as a sheet; rows are numbered as a spreadsheet shows them. */
export function readCsv(bytes: Uint8Array): ReadSheet {
  const decoded = decodeText(bytes);
  if (decoded === null)
    return { sheet: null, fault: faultAt(WHOLE_FILE, 'bad_encoding', ENCODING) };
  const { text } = decoded;
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
    });
    const rows = records.map((cells, index) => ({
      row: index + 1,
      cells: cells.map((cell) => ({ text: cell, kind: 'text' as const })),
    }));
    return { sheet: { name: null, rows, merged: [] }, fault: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The records before are whole: the row with the quotation mark is the next one.
    const line = typeof error['records'] === 'number' ? error['records'] + 1 : null;
    return { sheet: null, fault: faultAt({ ...WHOLE_FILE, row: line }, 'bad_csv', QUOTES) };
  }
}

/** What stands most often in the first line that has any. */
function delimiterOf(text: string): string {
  const line = text.split(/\r?\n/, 30).find((each) => /[,\t;]/.test(each)) ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

const ENCODING = {
  ja: '文字コードは UTF-8（BOM の有無は問いません）、UTF-16（BOM 付き）、Shift_JIS（Windows-31J）のいずれかで、表計算ソフトの .xlsx か CSV にしてください',
  en: 'expected .xlsx, or CSV in UTF-8 (with or without BOM), UTF-16 with BOM or Shift_JIS (Windows-31J)',
};
const QUOTES = {
  ja: 'この行から、引用符（"）が閉じていないか、値の途中にあります',
  en: 'from this line on a quotation mark (") is not closed, or stands inside a value',
};

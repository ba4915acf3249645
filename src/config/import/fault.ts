import type { Language, Text } from '../../core/words/language.ts';
import { letterOf } from './sheet.ts';

/** What can be wrong with a spreadsheet; those that only warn come last. */
export const FAULT_CODES = [
  'not_a_spreadsheet',
  'old_format',
  'password_protected',
  'too_big',
  'empty_file',
  'bad_encoding',
  'bad_csv',
  'no_such_sheet',
  'several_sheets',
  'header_missing',
  'duplicate_column',
  'required',
  'merged_cells',
  'formula',
  'error_value',
  'leading_zero_lost',
  'number_format',
  'bad_id',
  'bad_url',
  'several_urls',
  'private_address',
  'unknown_consent',
  'unknown_family',
  'bad_schedule',
  'bad_date',
  'bad_contact',
  'duplicate_row',
  'duplicate_id',
  'duplicate_url',
  'wrong_sector',
  'id_used_before',
  'member_differs',
  'not_editable',
  'unknown_column',
  'corrected',
  'date_from_number',
  'url_changes',
  'name_changes',
  'example_row',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** One fault, with the place where a person mends it. */
export interface Fault {
  /** null where the file has no sheets, or the whole file is at fault. */
  readonly sheet: string | null;
  /** From 1, as the spreadsheet numbers it; null = the whole sheet. */
  readonly row: number | null;
  /** From 1; null = the whole row. */
  readonly column: number | null;
  /** The column's heading as it stands in the file. */
  readonly header: string | null;
  readonly code: FaultCode;
  /** What stands there, shortened; null = nothing. */
  readonly found: string | null;
  /** A sentence that says what is wrong and what may stand there. */
  readonly text: Text;
}

const WARNINGS: ReadonlySet<FaultCode> = new Set([
  'unknown_column',
  'corrected',
  'date_from_number',
  'url_changes',
  'name_changes',
  'example_row',
]);

/** It is said, and the import goes on all the same. */
export function isWarningFault({ code }: Fault): boolean {
  return WARNINGS.has(code);
}

const FOUND_LENGTH = 60;

/** Where a fault is, in a file whose faults are told one by one. */
export type Place = Pick<Fault, 'sheet' | 'row' | 'column' | 'header'>;

export const WHOLE_FILE: Place = { sheet: null, row: null, column: null, header: null };

export function faultAt(
  place: Place,
  code: FaultCode,
  said: { readonly found?: string; readonly ja: string; readonly en: string },
): Fault {
  const { sheet, row, column, header } = place;
  const found = said.found === undefined ? null : shortened(said.found);
  return { sheet, row, column, header, code, found, text: { ja: said.ja, en: said.en } };
}

/** On one line; a password written in a URL is not repeated. */
export function shortened(text: string): string {
  const line = text
    .replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1***@')
    .replaceAll(/\s+/g, ' ');
  return line.length > FOUND_LENGTH ? `${line.slice(0, FOUND_LENGTH - 1)}…` : line;
}

/** Sheet, row, column, what is there and what is wrong, the code: one line. */
export function formatFault(fault: Fault, language: Language): string {
  const place = placeText(fault, language);
  const found =
    fault.found === null ? '' : language === 'ja' ? `「${fault.found}」: ` : `"${fault.found}": `;
  return `${place === '' ? '' : `${place}: `}${found}${fault.text[language]} [${fault.code}]`;
}

function placeText({ sheet, row, column, header }: Fault, language: Language): string {
  const words: string[] = [];
  const isJapanese = language === 'ja';
  if (sheet !== null) words.push(isJapanese ? `シート「${sheet}」` : `sheet "${sheet}"`);
  if (row !== null) words.push(isJapanese ? `${row}行目` : `row ${row}`);
  if (column !== null) {
    const letter = letterOf(column);
    const name = header === null ? '' : isJapanese ? `（${header}）` : ` (${header})`;
    words.push(isJapanese ? `${letter}列${name}` : `column ${letter}${name}`);
  }
  return words.join(isJapanese ? ' ' : ', ');
}

/** In the order in which a person meets them in the sheet. */
export function faultsInOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted(
    (a, b) => (a.row ?? 0) - (b.row ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

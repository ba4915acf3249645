import type { Consent, Target } from '../../core/config.ts';
import type { Reachability } from '../check-addresses.ts';
import { hasReachableHost } from '../check-addresses.ts';
import { idSchema } from '../leaf-schemas.ts';
import type { Column } from './columns.ts';
import { type Fault, faultAt, type Place } from './fault.ts';
import type { Table } from './find-table.ts';
import { digitsUnder, withLostZeros } from './lost-zeros.ts';
import { type ImportedContact, readContacts } from './read-contacts.ts';
import { readDate } from './read-date.ts';
import { readUrl } from './read-url.ts';
import { readConsent, readFamily, readSchedule } from './read-words.ts';
import { notRead, type Reading, read } from './reading.ts';
import { EMPTY_CELL, type SheetCell, type SheetRow } from './sheet.ts';

/** What a row says; null = its cell is empty, or says nothing that can be read. */
export interface RowValues {
  readonly member_id: string | null;
  readonly code: string | null;
  readonly member_ja: string | null;
  readonly member_en: string | null;
  readonly target_id: string | null;
  /** As the URL standard writes it. */
  readonly url: string | null;
  readonly consent: Consent | null;
  readonly schedule: string | null;
  readonly family: Target['family'] | null;
  readonly contact: readonly ImportedContact[] | null;
  readonly enrolled_by: string | null;
  /** ISO date. */
  readonly enrolled_on: string | null;
  readonly enrolment_reference: string | null;
}

export interface ImportRow {
  readonly row: number;
  readonly values: RowValues;
  /** Columns at fault already: that they say nothing is not said again. */
  readonly unread: ReadonlySet<Column>;
  place(column: Column | null): Place;
}

export interface RowRules {
  /** null = private addresses are allowed. */
  readonly isReachable: Reachability | null;
  /** Whether a cron expression fires some day. */
  readonly fires: (schedule: string) => boolean;
  /** Codes of the sector's members, as they are known already. */
  readonly knownCodes: readonly string[];
}

export interface ReadRows {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly Fault[];
}

/** The rows of a list, each cell read; blank ones and the template's example are left out. */
export function readRows(table: Table, rules: RowRules): ReadRows {
  const faults: Fault[] = [];
  const written = table.rows.filter((row) => !isBlank(table, row));
  const meant = written.filter((row) => {
    if (!isExample(table, row)) return true;
    faults.push(faultAt(placeOf(table, row, null), 'example_row', EXAMPLE));
    return false;
  });
  const digits = digitsOfList(table, meant, rules.knownCodes);
  const rows = meant.map((row) => {
    const reader = new RowReader(table, row, faults);
    return reader.read(rules, digits);
  });
  if (meant.length === 0) faults.push(faultAt(noRowsPlace(table), 'empty_file', NO_ROWS));
  return { rows, faults };
}

const EXAMPLE = {
  ja: 'ひな形の記入例とみて、読み込みません',
  en: "taken for the template's example and not read",
};
const NO_ROWS = {
  ja: '見出しの下に、計測対象の行がありません',
  en: 'there is no row of a site below the headings',
};

function noRowsPlace({ sheet }: Table): Place {
  return { sheet: sheet.name, row: null, column: null, header: null };
}

function cellAt(table: Table, row: SheetRow, column: Column): SheetCell {
  const at = table.columns.get(column)?.column;
  return (at === undefined ? undefined : row.cells[at - 1]) ?? EMPTY_CELL;
}

function isBlank(table: Table, row: SheetRow): boolean {
  return [...table.columns.keys()].every((column) => {
    const { text, kind } = cellAt(table, row, column);
    return text.trim() === '' && kind !== 'error';
  });
}

function isExample(table: Table, row: SheetRow): boolean {
  return (['member_ja', 'member_en'] as const).some((column) =>
    /^[(（【]?(記入例|例[)）】:：]|example[):\]])/i.test(cellAt(table, row, column).text.trim()),
  );
}

function digitsOfList(table: Table, rows: readonly SheetRow[], known: readonly string[]) {
  const codes = rows.map((row) => oneLine(cellAt(table, row, 'code').text));
  return digitsUnder(table.columns.get('code')?.header ?? '', codes, known);
}

function placeOf({ sheet, columns }: Table, { row }: SheetRow, column: Column | null): Place {
  const found = column === null ? undefined : columns.get(column);
  return { sheet: sheet.name, row, column: found?.column ?? null, header: found?.header ?? null };
}

/** NFKC without surrounding and doubled spaces, line breaks among them. */
function oneLine(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}

/** Names keep their characters (㈱, ①): only spaces and line breaks are put right. */
function nameText(text: string): string {
  return text.replaceAll(/[\s\u200b\ufeff]+/g, ' ').trim();
}

class RowReader {
  readonly #table: Table;
  readonly #row: SheetRow;
  readonly #faults: Fault[];
  readonly #unread = new Set<Column>();

  constructor(table: Table, row: SheetRow, faults: Fault[]) {
    this.#table = table;
    this.#row = row;
    this.#faults = faults;
  }

  read(rules: RowRules, digits: number | null): ImportRow {
    const text = (column: Column) => this.#value(column, (cell) => read(oneLine(cell.text)));
    const name = (column: Column) => this.#value(column, (cell) => read(nameText(cell.text)));
    const values: RowValues = {
      member_id: this.#value('member_id', readId),
      code: this.#value('code', (cell) => this.#code(cell, digits, rules.knownCodes)),
      member_ja: name('member_ja'),
      member_en: name('member_en'),
      target_id: this.#value('target_id', readId),
      url: this.#value('url', (cell) => reachable(readUrl(cell.text), rules)),
      consent: this.#value('consent', (cell) => readConsent(cell.text)),
      schedule: this.#value('schedule', (cell) => firing(readSchedule(cell.text), rules)),
      family: this.#value('family', (cell) => readFamily(cell.text)),
      contact: this.#value('contact', (cell) => readContacts(cell.text)),
      enrolled_by: name('enrolled_by'),
      enrolled_on: this.#value('enrolled_on', (cell) => readDate(cell.text, cell.kind)),
      enrolment_reference: text('enrolment_reference'),
    };
    return {
      row: this.#row.row,
      values,
      unread: this.#unread,
      place: (column) => placeOf(this.#table, this.#row, column),
    };
  }

  #value<Value>(column: Column, reader: (cell: SheetCell) => Reading<Value>): Value | null {
    const cell = cellAt(this.#table, this.#row, column);
    const isErrorWord = this.#table.sheet.name === null && ERROR_WORD.test(cell.text.trim());
    const unusable = UNUSABLE[isErrorWord ? 'error' : cell.kind];
    if (unusable === undefined && cell.text.trim() === '') return null;
    const reading = unusable ?? reader(cell);
    if (reading.note !== null) {
      const { code, text } = reading.note;
      const found = cell.text === '' ? {} : { found: cell.text };
      this.#faults.push(
        faultAt(placeOf(this.#table, this.#row, column), code, { ...found, ...text }),
      );
    }
    if (reading.ok) return reading.value;
    this.#unread.add(column);
    return null;
  }

  #code(cell: SheetCell, digits: number | null, known: readonly string[]): Reading<string> {
    const code = oneLine(cell.text);
    // A text cell of a workbook holds what was typed; numbers and CSV may have lost their zeros.
    const isTyped = this.#table.sheet.name !== null && cell.kind === 'text';
    if (!isTyped && NUMBER_FORMAT.test(code)) return notRead('number_format', ...RESHAPED);
    const whole = isTyped || known.includes(code) ? null : withLostZeros(code, digits);
    if (whole === null) return read(code);
    return notRead(
      'leading_zero_lost',
      `先頭の 0 が失われたとみられます（${digits}桁の ${whole} でしょうか）。列の書式を「文字列」にして入力し直してください`,
      `leading zeros seem to be lost (is it ${whole}, of ${digits} digits?); format the column as text and enter it again`,
    );
  }
}

const ERROR_WORD = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/i;
/** 1.31016E+05 and 131,016. */
const NUMBER_FORMAT = /^(\d+(\.\d+)?E[+-]?\d+|\d{1,3}(,\d{3})+)$/i;
const RESHAPED = [
  'コードが数値の書式（指数または桁区切り）になっています。列の書式を「文字列」にして入力し直してください',
  'the code was reshaped as a number (exponent or thousands separators); format the column as text and enter it again',
] as const;

const UNUSABLE: Readonly<
  Partial<Record<SheetCell['kind'], Reading<never> & { readonly ok: false }>>
> = {
  merged: unusable(
    'merged_cells',
    '結合されたセルです。結合を解除し、各行に値を入れてください',
    'this cell is merged with others; unmerge them and fill in each row',
  ),
  formula: unusable(
    'formula',
    '数式です。コピーして「値の貼り付け」で値に置き換えてください',
    'this is a formula; copy it and paste it as a value',
  ),
  error: unusable(
    'error_value',
    '表計算ソフトのエラー値です',
    'this is an error value of the spreadsheet',
  ),
};

function unusable(code: 'merged_cells' | 'formula' | 'error_value', ja: string, en: string) {
  return { ok: false, note: { code, text: { ja, en } } } as const;
}

function readId(cell: SheetCell): Reading<string> {
  const id = oneLine(cell.text).toLowerCase();
  if (idSchema.safeParse(id).success) return read(id);
  return notRead(
    'bad_id',
    'id は英小文字か数字で始まり、英小文字・数字・ハイフンだけの63文字以内です。空ければ自動で付きます',
    'an id is at most 63 lower-case letters, digits and hyphens and begins with a letter or digit; left empty, one is given',
  );
}

function reachable(url: Reading<string>, { isReachable }: RowRules): Reading<string> {
  if (!url.ok || isReachable === null || hasReachableHost(url.value, isReachable)) return url;
  return notRead(
    'private_address',
    '公開アドレスではありません（内部のアドレスを計測するなら、セプターのファイルに allowPrivate: true）',
    'this is no public address (allowPrivate: true in the sector lets private ones be measured)',
  );
}

function firing(schedule: Reading<string>, { fires }: RowRules): Reading<string> {
  if (!schedule.ok || fires(schedule.value)) return schedule;
  return notRead(
    'bad_schedule',
    '実際に訪れる日時を表す cron 式ではありません',
    'this cron expression is not valid, or never fires',
  );
}

import { nearestOf } from '../../core/nearest.ts';
import { bare, type Column, columnOf, HEADINGS_JA, KNOWN_HEADINGS } from './columns.ts';
import { type Fault, faultAt, shortened, WHOLE_FILE } from './fault.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** Where the list stands in a sheet. */
export interface Table {
  readonly sheet: Sheet;
  /** Rows below the heading. */
  readonly rows: readonly SheetRow[];
  /** From 1, with the heading as it stands there. */
  readonly columns: ReadonlyMap<Column, TableColumn>;
  readonly faults: readonly Fault[];
}

export interface TableColumn {
  readonly column: number;
  readonly header: string;
}

export type FoundTable =
  | { readonly table: Table; readonly faults: readonly Fault[] }
  | { readonly table: null; readonly faults: readonly Fault[] };

/** Rows from the top among which the heading is looked for: titles and notes may stand above it. */
const HEADING_WITHIN = 30;

/** The list in the sheet named, or in the only one that has a heading. */
export function findTable(sheets: readonly Sheet[], wanted: string | null): FoundTable {
  const asked = sheets.filter(({ name }) => wanted === null || name === wanted);
  if (wanted !== null && asked.length === 0) return missing(noSuchSheet(sheets, wanted));
  const headed = asked.flatMap((sheet) => {
    const heading = headingOf(sheet);
    return heading === null ? [] : [{ sheet, heading }];
  });
  const [only, other] = headed;
  if (only === undefined) return missing(noHeading(asked));
  if (other !== undefined) return missing(severalSheets(headed.map(({ sheet }) => sheet)));
  const table = tableOf(only.sheet, only.heading);
  return { table, faults: table.faults };
}

function missing(fault: Fault): FoundTable {
  return { table: null, faults: [fault] };
}

/** The first row that has an address column and another, or three columns of any kind. */
function headingOf({ rows }: Sheet): SheetRow | null {
  const isHeading = ({ cells }: SheetRow): boolean => {
    const columns = new Set(cells.flatMap(({ text }) => columnOf(text) ?? []));
    return columns.size >= (columns.has('url') || columns.has('target_id') ? 2 : 3);
  };
  return rows.slice(0, HEADING_WITHIN).find(isHeading) ?? null;
}

function tableOf(sheet: Sheet, heading: SheetRow): Table {
  const columns = new Map<Column, TableColumn>();
  const faults: Fault[] = [];
  heading.cells.forEach(({ text }, index) => {
    const header = shortened(text.trim());
    if (header === '') return;
    const column = columnOf(text);
    const place = { sheet: sheet.name, row: heading.row, column: index + 1, header };
    const earlier = column === null ? undefined : columns.get(column);
    if (column === null) faults.push(faultAt(place, 'unknown_column', unknownColumn(header)));
    else if (earlier !== undefined) {
      faults.push(faultAt(place, 'duplicate_column', duplicateColumn(earlier.header, column)));
    } else columns.set(column, { column: index + 1, header });
  });
  if (!columns.has('url') && !columns.has('target_id')) {
    faults.push(
      faultAt({ ...WHOLE_FILE, sheet: sheet.name, row: heading.row }, 'header_missing', {
        ja: `「${HEADINGS_JA.url[0]}」の列がありません`,
        en: 'there is no column "Site URL"',
      }),
    );
  }
  const below = bottomOf(sheet, heading.row);
  return { sheet, rows: sheet.rows.filter(({ row }) => row > below), columns, faults };
}

/** A heading may take several rows, joined into one. */
function bottomOf({ merged }: Sheet, row: number): number {
  const deep = merged.filter(({ top, bottom }) => top <= row && bottom >= row);
  return Math.max(row, ...deep.map(({ bottom }) => bottom));
}

function unknownColumn(header: string): { ja: string; en: string } {
  const nearest = nearestOf(bare(header), KNOWN_HEADINGS);
  return {
    ja: `この列は読み込みません${nearest === null ? '' : `（「${nearest}」の誤りではありませんか）`}`,
    en: `this column is not read${nearest === null ? '' : ` (did you mean "${nearest}"?)`}`,
  };
}

function duplicateColumn(first: string, column: Column): { ja: string; en: string } {
  return {
    ja: `「${first}」と同じ意味（${column}）の列が2つあります。片方を消すか、見出しを変えてください`,
    en: `this and "${first}" both mean ${column}; remove one or give it another heading`,
  };
}

function noHeading(sheets: readonly Sheet[]): Fault {
  const [only] = sheets;
  const sheet = sheets.length === 1 ? (only?.name ?? null) : null;
  return faultAt({ ...WHOLE_FILE, sheet }, 'header_missing', {
    ja: `見出しの行が見つかりません（先頭の${HEADING_WITHIN}行以内に「団体名」「サイトURL」など）。ひな形: config/templates/`,
    en: `no row of headings was found within the first ${HEADING_WITHIN} rows (such as "Member (Japanese)", "Site URL"); templates are in config/templates/`,
  });
}

function noSuchSheet(sheets: readonly Sheet[], wanted: string): Fault {
  const names = namesOf(sheets);
  return faultAt(WHOLE_FILE, 'no_such_sheet', {
    found: wanted,
    ja:
      names === ''
        ? 'このファイルにシートはありません（CSV）。--sheet は不要です'
        : `このシートはありません。あるシート: ${names}`,
    en:
      names === ''
        ? 'this file has no sheets (CSV); leave --sheet out'
        : `there is no such sheet; there are: ${names}`,
  });
}

function severalSheets(sheets: readonly Sheet[]): Fault {
  const names = namesOf(sheets);
  return faultAt(WHOLE_FILE, 'several_sheets', {
    ja: `一覧のあるシートが複数あります（${names}）。--sheet で1つを指定してください`,
    en: `several sheets hold a list (${names}); name one with --sheet`,
  });
}

function namesOf(sheets: readonly Sheet[]): string {
  return sheets.flatMap(({ name }) => (name === null ? [] : [name])).join(', ');
}

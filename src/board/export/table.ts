import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '../../core/csv-cell.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { OfCouncil } from './exercise.ts';

export const TABLE_FORMATS = ['csv', 'ndjson'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** What a file is made of, still closed: its data, and that which says of which council it is. */
export interface TableParts<T> {
  readonly pages: readonly (Marked<T> | null)[];
  readonly about: Marked<OfCouncil> | null;
}

/** Rows of one shape; times are epoch ms, and a CSV has them once more as ISO, at its end. */
export interface Table {
  /** What it holds, in a file's name. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

/** What every row says beside its own. */
export interface TableMarks {
  readonly marking: Marking;
  /** When it was so, epoch ms. */
  readonly asOf: number;
  /** `practice`, `drill`, or both; '' = what was measured on real sites. */
  readonly exercise: string;
}

const ENDING = '_at';

export function contentTypeOf(format: TableFormat): string {
  return format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
}

/** A table as a file: each row bears its marking, and whether it is an exercise. */
export function fileOfTable(table: Table, marks: TableMarks, format: TableFormat) {
  return {
    disposition: `attachment; filename="${savedNameOf(table.name, marks, format)}"`,
    contentType: contentTypeOf(format),
    text: format === 'csv' ? csvOf(table, marks) : ndjsonOf(table, marks),
  };
}

function csvOf({ columns, rows }: Table, { marking, exercise }: TableMarks): string {
  const times = columns.flatMap((name, place) => (name.endsWith(ENDING) ? [place] : []));
  const head = [
    ...columns,
    ...['exercise', 'marking'],
    ...times.map((place) => `${columns[place]}_iso`),
  ];
  const lines = rows.map((cells) => {
    const isos = times.map((place) => isoOf(cells[place] ?? null));
    return csvLine([...cells, exercise, marking, ...isos]);
  });
  return BYTE_ORDER_MARK + csvLine(head) + lines.join('');
}

function ndjsonOf({ columns, rows }: Table, { marking, exercise }: TableMarks): string {
  return rows
    .map((cells) => {
      const own = columns.map((name, place) => [name, cells[place] ?? null] as const);
      return `${JSON.stringify({ ...Object.fromEntries(own), exercise, marking })}\n`;
    })
    .join('');
}

function isoOf(value: CsvCell): string | null {
  return typeof value === 'number' ? new Date(value).toISOString() : null;
}

/** `yamabiko-bands-20261128T1204Z-TLP-GREEN.csv`: a file says by its name, too, how it is marked. */
export function savedNameOf(name: string, marks: TableMarks, ending: string): string {
  const time = new Date(marks.asOf).toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
  const marking = marks.marking.replaceAll(/[^A-Z]+/g, '-');
  const exercise = marks.exercise === '' ? '' : `-${marks.exercise.replaceAll(' ', '-')}`;
  return `yamabiko-${name}-${time}Z${exercise}-${marking}.${ending}`;
}

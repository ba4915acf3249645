import type { Cell, CellValue, MergeRange, Sheet as XlsxSheet } from 'hucre/xlsx';
import { readXlsx as readWorkbook } from 'hucre/xlsx';
import { EMPTY_CELL, type MergedCells, type Sheet, type SheetCell } from './sheet.ts';

/** The visible sheets of a workbook, in order; rejects with the library's error where it is none. */
export async function readXlsx(bytes: Uint8Array, maxRows: number): Promise<readonly Sheet[]> {
  const { sheets } = await readWorkbook(bytes, {
    readStyles: true,
    maxRows,
    sheets: ({ hidden, veryHidden }) => hidden !== true && veryHidden !== true,
  });
  return sheets.map(sheetOf);
}

function sheetOf({ name, rows, cells, merges = [] }: XlsxSheet): Sheet {
  const merged = merges.map(mergedOf);
  const covered = coveredBy(merged);
  const width = Math.max(0, ...merged.map(({ right }) => Math.min(right, MAX_WIDTH)));
  return {
    name,
    merged,
    rows: rows.map((values, rowIndex) => ({
      row: rowIndex + 1,
      cells: padded(values, width).map((value, columnIndex) => {
        if (covered.has(`${rowIndex + 1},${columnIndex + 1}`)) return MERGED_CELL;
        return cellOf(value, cells?.get(`${rowIndex},${columnIndex}`));
      }),
    })),
  };
}

/** Merged cells at the end of a row are there even where the file leaves them out. */
function padded(values: readonly CellValue[], width: number): readonly CellValue[] {
  const missing = Math.max(0, width - values.length);
  return missing === 0 ? values : [...values, ...new Array<null>(missing).fill(null)];
}

const MERGED_CELL: SheetCell = { text: '', kind: 'merged' };

function mergedOf({ startRow, startCol, endRow, endCol }: MergeRange): MergedCells {
  return { top: startRow + 1, left: startCol + 1, bottom: endRow + 1, right: endCol + 1 };
}

/** Rows that a merged range can cover before its cells are no longer counted one by one. */
const COVERED_ROWS = 20_000;
const MAX_WIDTH = 200;

/** Every cell of a merged range but its first, as `row,column`. */
function coveredBy(merged: readonly MergedCells[]): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const { top, left, bottom, right } of merged) {
    for (let row = top; row <= Math.min(bottom, top + COVERED_ROWS); row += 1) {
      for (let column = left; column <= Math.min(right, left + MAX_WIDTH); column += 1) {
        if (row !== top || column !== left) covered.add(`${row},${column}`);
      }
    }
  }
  return covered;
}

function cellOf(value: CellValue, cell: Cell | undefined): SheetCell {
  if (cell?.formula !== undefined) {
    return { text: textOf(cell.formulaResult ?? value), kind: 'formula' };
  }
  if (cell?.type === 'error') return { text: textOf(value), kind: 'error' };
  if (value === null) return EMPTY_CELL;
  if (value instanceof Date) return { text: textOf(value), kind: 'date' };
  if (typeof value === 'boolean') return { text: textOf(value), kind: 'boolean' };
  if (typeof value === 'number') {
    return { text: shownNumber(value, cell?.style?.numFmt), kind: 'number' };
  }
  return { text: value, kind: 'text' };
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

/** A whole number in a format of zeros (`000000`) is shown, and meant, with them. */
function shownNumber(value: number, format: string | undefined): string {
  const isPadded = format !== undefined && /^0+$/.test(format);
  return isPadded && Number.isInteger(value) && value >= 0
    ? String(value).padStart(format.length, '0')
    : String(value);
}

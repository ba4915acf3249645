/** What a cell holds, as far as reading it right depends on it. */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error' | 'merged';

export interface SheetCell {
  /** As a person reads it: leading zeros that a number format shows are there; a date as ISO. */
  readonly text: string;
  /** `merged`: below or beside the first cell of merged ones; its text is empty. */
  readonly kind: CellKind;
}

export interface SheetRow {
  /** From 1, as the spreadsheet numbers it. */
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** Cells joined into one; rows and columns from 1, the last included. */
export interface MergedCells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  /** null where the file has no sheets (CSV). */
  readonly name: string | null;
  readonly rows: readonly SheetRow[];
  readonly merged: readonly MergedCells[];
}

export const EMPTY_CELL: SheetCell = { text: '', kind: 'text' };

/** `A` for column 1, `AA` for 27. */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? letterOf(Math.floor((column - 1) / 26)) + last : last;
}

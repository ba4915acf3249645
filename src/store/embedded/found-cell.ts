import type { Cell } from './sqlite-file.ts';

/** The object or list that a cell of a damaged file holds as JSON; null where it holds none. */
export function objectIn(cell: Cell | undefined): object | null {
  if (typeof cell !== 'string') return null;
  try {
    const value: unknown = JSON.parse(cell);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

export function isWholeOrNull(cell: Cell | undefined): cell is number | null {
  return cell === null || typeof cell === 'number';
}

export function isTextOrNull(cell: Cell | undefined): cell is string | null {
  return cell === null || typeof cell === 'string';
}

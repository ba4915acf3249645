export type CsvCell = string | number | boolean | null;

/** What a CSV begins with, by which a spreadsheet reads it as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell that a spreadsheet neither evaluates as a formula nor splits; null is an empty one. */
function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

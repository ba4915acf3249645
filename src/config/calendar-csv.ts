import { CsvError, parse } from 'csv-parse/sync';
import { problemAt } from './maintenance-source.ts';
import type { Problem } from './problem.ts';
import { listed } from './shape-problems.ts';

/** A column: its name and what a spreadsheet may call it as well. */
export interface CsvColumn {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly isRequired: boolean;
}

export interface CsvRow {
  readonly line: number;
  /** The cell below a column, in usual width and without blanks around it; empty where there is none. */
  cell(column: string): string;
}

export interface CsvTable {
  readonly rows: readonly CsvRow[];
  readonly problems: readonly Problem[];
}

/** The rows below the header of a CSV text; rows without a word are left out. */
export function readCsvTable(file: string, text: string, columns: readonly CsvColumn[]): CsvTable {
  const parsed = recordsOf(file, text);
  const [header, ...records] = parsed.records;
  if (parsed.problems.length > 0) return { rows: [], problems: parsed.problems };
  const names = (header?.cells ?? []).map((cell) => columnNamed(cell, columns)?.name ?? null);
  const place = { file, line: header?.line ?? 1 };
  const problems = [
    ...columns
      .filter(({ name, isRequired }) => isRequired && !names.includes(name))
      .map(({ name }) => missingColumn(place, name)),
    ...(header?.cells ?? []).flatMap((cell, index) =>
      names[index] === null ? unknownColumn(place, cell, columns) : [],
    ),
  ];
  const rows = records.map(({ line, cells }) => ({
    line,
    cell: (column: string) => cells[names.indexOf(column)] ?? '',
  }));
  return problems.length > 0 ? { rows: [], problems } : { rows, problems };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(
  file: string,
  text: string,
): { records: readonly CsvRecord[]; problems: readonly Problem[] } {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      on_record: (record: string[], { lines }) => {
        const cells = record.map((cell) => cell.normalize('NFKC').trim());
        if (cells.some((cell) => cell !== '')) records.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error;
    const expected = {
      ja: '引用符「"」が閉じた CSV（値の中の「"」は「""」）',
      en: 'CSV with its quotes closed (a quote inside a value is doubled)',
    };
    const line = typeof lines === 'number' ? lines : 1;
    return {
      records: [],
      problems: [problemAt({ file, line }, { code: 'bad_row', found: '"', expected })],
    };
  }
  return { records, problems: [] };
}

function columnNamed(cell: string, columns: readonly CsvColumn[]): CsvColumn | undefined {
  const wanted = cell.toLowerCase();
  return columns.find(({ name, synonyms }) => name === wanted || synonyms.includes(wanted));
}

function missingColumn(place: { file: string; line: number }, name: string): Problem {
  return problemAt(place, {
    code: 'bad_row',
    found: null,
    expected: { ja: `見出し行の列 ${name}`, en: `the column ${name} in the header` },
  });
}

function unknownColumn(
  place: { file: string; line: number },
  cell: string,
  columns: readonly CsvColumn[],
): readonly Problem[] {
  if (cell === '') return [];
  const names = columns.map(({ name }) => name);
  return [problemAt(place, { code: 'bad_row', found: cell, expected: listed(names, cell) })];
}

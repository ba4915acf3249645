import { type ImportOutcome, importSheet } from '../../../src/config/import/import-sheet.ts';
import type { Sheet, SheetCell } from '../../../src/config/import/sheet.ts';
import { outlineOfSector } from '../../../src/config/outline.ts';
import { parseSource } from '../../../src/config/source-file.ts';

export function sector(id: string, members = '[]') {
  const { source } = parseSource(
    `sectors/${id}.yaml`,
    `sector: { id: ${id} }\nmembers: ${members}\n`,
  );
  if (source === null) throw new Error('no YAML');
  return outlineOfSector(source);
}

export const GAS = `
  - { id: gas-0001, code: "011002", name: { ja: 架空市, en: Kakū }, targets: [
      { id: gas-0001-home, url: https://kaku.example/, enrolment: { by: D, on: 2026-10-01 } } ] }
  - { id: gas-0002, code: "012025", name: 夢見市, targets: [
      { id: gas-0002-home, url: https://yumemi.example/ }, { id: gas-0002-2, url: https://two.example/ } ] }`;
const WATER =
  '[{ id: water-0001, name: W, targets: [{ id: water-0001-home, url: https://w.example/ }] }]';

export const HEAD = [
  '構成員ID',
  '団体コード',
  '団体名',
  '英語名',
  '計測対象ID',
  'URL',
  '共有範囲',
  '同意者',
  '同意日',
];

export type Written = string | SheetCell;

export function sheetOf(rows: readonly (readonly Written[])[], given: Partial<Sheet> = {}): Sheet {
  return {
    name: '一覧',
    merged: [],
    rows: rows.map((cells, index) => ({
      row: index + 1,
      cells: cells.map((cell) => (typeof cell === 'string' ? { text: cell, kind: 'text' } : cell)),
    })),
    ...given,
  };
}

export function imported(
  sheets: readonly Sheet[],
  given: { used?: string[]; sheetName?: string } = {},
) {
  return importSheet({
    sheets,
    sheetName: given.sheetName ?? null,
    sector: sector('gas', GAS),
    others: [sector('water', WATER)],
    usedIds: new Set(given.used ?? []),
    timezone: 'Asia/Tokyo',
    isReachable: (address) => !address.startsWith('192.168.'),
  });
}

export const rows = (...lines: Written[][]) => imported([sheetOf([HEAD, ...lines])]);
export const said = ({ faults }: ImportOutcome) =>
  faults.map(({ row, column, code }) => [row, column, code]);

/** A new site, complete. */
export function site(
  name: string,
  url: string,
  given: Partial<Record<number, Written>> = {},
): Written[] {
  const cells: Written[] = ['', '', name, '', '', url, '', '総務課', '2026-10-01'];
  for (const [at, value] of Object.entries(given))
    if (value !== undefined) cells[Number(at)] = value;
  return cells;
}

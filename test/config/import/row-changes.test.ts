import { describe, expect, it } from 'vitest';
import { type ImportOutcome, importSheet } from '../../../src/config/import/import-sheet.ts';
import { outlineOfSector } from '../../../src/config/outline.ts';
import { parseSource } from '../../../src/config/source-file.ts';

const GAS = `sector: { id: gas }
members:
  - { id: gas-0001, code: "011002", name: { ja: 架空市, en: Kakū },
      contacts: [{ kind: webhook, to: "https://hook.example/secret" }], targets: [
      { id: gas-0001-home, url: https://a.example/, enrolment: { by: D, on: 2026-10-01 } },
      { id: gas-0001-2, url: https://b.example/ }, { id: gas-0001-3, url: https://c.example/ },
      { id: gas-0001-4, url: https://d.example/ }, { id: gas-0001-5, url: https://e.example/ } ] }`;
const HEAD = ['団体名', '英語名', '計測対象ID', 'URL', '共有範囲', '同意者', '連絡先'];

function imported(...lines: string[][]): ImportOutcome {
  const { source } = parseSource('sectors/gas.yaml', GAS);
  if (source === null) throw new Error('no YAML');
  const rows = [HEAD, ...lines].map((cells, index) => ({
    row: index + 1,
    cells: cells.map((text) => ({ text, kind: 'text' as const })),
  }));
  return importSheet({
    sheets: [{ name: '一覧', merged: [], rows }],
    sheetName: null,
    sector: outlineOfSector(source),
    others: [],
    usedIds: new Set(),
    timezone: 'Asia/Tokyo',
    isReachable: () => true,
  });
}

const named = (name: string, target: string) => [name, '', target, '', '', '', ''];

describe('a row that changes what is there', () => {
  it('tells each field of its site and member before and after', () => {
    const { work } = imported([
      '幻市',
      '',
      'gas-0001-home',
      'https://new.example/',
      'named',
      '広報課',
      'desk@city.example',
    ]);
    expect(work?.rows).toMatchObject([{ target: 'gas-0001-home', change: 'changed' }]);
    const fields = work?.rows[0]?.fields.map(({ of, field, before, after }) => [
      `${of} ${field}`,
      before,
      after,
    ]);
    expect(fields).toEqual([
      ['member name.ja', '架空市', '幻市'],
      ['member contacts', 'https://hook.example/…', 'https://hook.example/…, desk@city.example'],
      ['target url', 'https://a.example/', 'https://new.example/'],
      ['target consent', null, 'named'],
      ['target enrolment.by', 'D', '広報課'],
    ]);
  });

  it('tells nothing where nothing changes', () => {
    const { work } = imported(named('架空市', 'gas-0001-2'));
    expect(work?.rows).toMatchObject([{ change: 'unchanged', fields: [] }]);
  });
});

describe('a name that several rows change', () => {
  it('is told once, with how many rows and the first of them', () => {
    const sites = ['home', '2', '3', '4', '5'].map((site) => named('幻市', `gas-0001-${site}`));
    const { faults } = imported(...sites);
    expect(faults.map(({ row, code }) => [row, code])).toEqual([[2, 'name_changes']]);
    expect(faults[0]?.text.en).toContain('(5 rows in all; also row 3, 4, 5 and more)');
    expect(faults[0]?.text.ja).toContain('（全 5 行。ほかに 3行目、4行目、5行目 など）');
  });
});

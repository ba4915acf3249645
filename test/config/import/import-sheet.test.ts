import { describe, expect, it } from 'vitest';
import { formatFault } from '../../../src/config/import/fault.ts';
import { type ImportOutcome, importSheet } from '../../../src/config/import/import-sheet.ts';
import type { Sheet, SheetCell } from '../../../src/config/import/sheet.ts';
import { outlineOfSector } from '../../../src/config/outline.ts';
import { parseSource } from '../../../src/config/source-file.ts';

function sector(id: string, members = '[]') {
  const { source } = parseSource(
    `sectors/${id}.yaml`,
    `sector: { id: ${id} }\nmembers: ${members}\n`,
  );
  if (source === null) throw new Error('no YAML');
  return outlineOfSector(source);
}

const GAS = `
  - { id: gas-0001, code: "011002", name: { ja: 架空市, en: Kakū }, targets: [
      { id: gas-0001-home, url: https://kaku.example/, enrolment: { by: D, on: 2026-10-01 } } ] }
  - { id: gas-0002, code: "012025", name: 夢見市, targets: [
      { id: gas-0002-home, url: https://yumemi.example/ }, { id: gas-0002-2, url: https://two.example/ } ] }`;
const WATER =
  '[{ id: water-0001, name: W, targets: [{ id: water-0001-home, url: https://w.example/ }] }]';

const HEAD = [
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

type Written = string | SheetCell;

function sheetOf(rows: readonly (readonly Written[])[], given: Partial<Sheet> = {}): Sheet {
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

function imported(sheets: readonly Sheet[], given: { used?: string[]; sheetName?: string } = {}) {
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

const rows = (...lines: Written[][]) => imported([sheetOf([HEAD, ...lines])]);
const said = ({ faults }: ImportOutcome) =>
  faults.map(({ row, column, code }) => [row, column, code]);

/** A new site, complete. */
function site(name: string, url: string, given: Partial<Record<number, Written>> = {}): Written[] {
  const cells: Written[] = ['', '', name, '', '', url, '', '総務課', '2026-10-01'];
  for (const [at, value] of Object.entries(given))
    if (value !== undefined) cells[Number(at)] = value;
  return cells;
}

describe('rows of sites', () => {
  it('that are new get the next ids, several of one member below it', () => {
    const { work } = rows(
      site('幻市', 'https://a.example/', { 1: '099993' }),
      site('幻市', 'https://b.example/', { 1: '099993' }),
      site('例え市', 'https://c.example/'),
    );
    expect(work?.rows).toMatchObject([
      { row: 2, member: 'gas-0003', target: 'gas-0003-home', change: 'added' },
      { row: 3, member: 'gas-0003', target: 'gas-0003-2', change: 'added' },
      { row: 4, member: 'gas-0004', target: 'gas-0004-home', change: 'added' },
    ]);
    expect(work?.newMembers).toEqual(['gas-0003', 'gas-0004']);
    expect(work?.notInSheet).toEqual(['gas-0001-home', 'gas-0002-home', 'gas-0002-2']);
  });

  it('never get an id that was in use once', () => {
    const { work } = imported(
      [
        sheetOf([
          HEAD,
          site('幻市', 'https://a.example/'),
          site('架空市', 'https://n.example/', { 0: 'gas-0002' }),
        ]),
      ],
      {
        used: ['gas-0017-home', 'gas-0002-3'],
      },
    );
    expect(work?.rows.map(({ target }) => target)).toEqual(['gas-0018-home', 'gas-0002-4']);
  });

  it.each<[string, Written[], string, string]>([
    [
      'its id',
      ['', '', '', '', 'gas-0002-2', 'https://moved.example/', '', '', ''],
      'gas-0002-2',
      'changed',
    ],
    [
      'its code, where the member has one site',
      ['', '011002', '', '', '', '', '件数のみ', '', ''],
      'gas-0001-home',
      'changed',
    ],
    [
      'its code and URL',
      ['', '012025', '', '', '', 'https://two.example/', '', '', ''],
      'gas-0002-2',
      'unchanged',
    ],
    [
      'its URL',
      ['', '', '', '', '', 'https://two.example', '全体', '', ''],
      'gas-0002-2',
      'changed',
    ],
    [
      'the name of its member',
      ['', '', '架 空 市', '', '', 'https://kaku.example/', '', '', ''],
      'gas-0001-home',
      'changed',
    ],
  ])('are matched by %s', (_, line, target, change) => {
    const { work } = rows(line);
    expect(work?.rows.map((row) => [row.target, row.change])).toEqual([[target, change]]);
  });

  it('change nothing but what they say', () => {
    const { work } = rows([
      '',
      '011002',
      '架空市',
      'Kakū',
      '',
      'https://kaku.example/',
      '',
      'D',
      '2026-10-01',
    ]);
    expect(work?.edits).toEqual([]);
    expect(
      rows([
        '',
        '011002',
        '架空市',
        'Kaku',
        'gas-0001-home',
        'https://new.example/',
        '件数のみ',
        '',
        '2026-10-02',
      ]).work?.edits,
    ).toEqual([
      { kind: 'set', path: ['members', 0, 'name'], value: { ja: '架空市', en: 'Kaku' } },
      { kind: 'set', path: ['members', 0, 'targets', 0, 'url'], value: 'https://new.example/' },
      { kind: 'set', path: ['members', 0, 'targets', 0, 'consent'], value: 'counted' },
      {
        kind: 'set',
        path: ['members', 0, 'targets', 0, 'enrolment'],
        value: { by: 'D', on: '2026-10-02' },
      },
    ]);
  });

  it('may stand below titles and blank lines, beside columns of others', () => {
    const { faults, work } = imported([
      sheetOf([
        ['登録票'],
        [],
        ['No.', ...HEAD],
        ['', '', '', '', '', '', '', '', '', ''],
        ['1', ...site('幻市', 'https://a.example/')],
      ]),
    ]);
    expect(faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 1, 'unknown_column'],
    ]);
    expect(work?.rows.map(({ row }) => row)).toEqual([5]);
  });
});

describe('a row found by its code', () => {
  it('adds a site where its URL is not known, and leaves the one that is there', () => {
    const { work } = rows(site('架空市', 'https://new.example/', { 1: '011002' }));
    expect(work?.rows).toEqual([
      { row: 2, member: 'gas-0001', target: 'gas-0001-2', change: 'added', fields: [] },
    ]);
    expect(work?.edits.map(({ kind }) => kind)).toEqual(['append']);
  });

  it('says which name it changes, and which stays behind', () => {
    const { faults, work } = rows([
      '',
      '011002',
      '幻市',
      '',
      '',
      'https://kaku.example/',
      '',
      '',
      '',
    ]);
    expect(faults.map((fault) => [fault.code, fault.found])).toEqual([['name_changes', '幻市']]);
    expect(faults[0]?.text.en).toContain('"架空市"');
    expect(faults[0]?.text.en).toContain('"Kakū"');
    expect(work).not.toBeNull();
  });

  it('may write one name with other spaces in another row', () => {
    const { work } = rows(
      site('幻市', 'https://a.example/', { 1: '099993' }),
      site('幻 市', 'https://b.example/', { 1: '099993' }),
    );
    expect(work?.rows).toHaveLength(2);
  });
});

const formula: SheetCell = { text: 'https://a.example/', kind: 'formula' };
const merged: SheetCell = { text: '', kind: 'merged' };
const number = (text: string): SheetCell => ({ text, kind: 'number' });

describe('faults', () => {
  it.each<[string, Written[][], (number | string | null)[][]]>([
    ['a formula', [site('幻市', '', { 5: formula })], [[2, 6, 'formula']]],
    [
      'an error value',
      [site('幻市', '', { 5: { text: '#REF!', kind: 'error' } })],
      [[2, 6, 'error_value']],
    ],
    [
      'merged cells',
      [site('幻市', 'https://a.example/'), site('', 'https://b.example/', { 2: merged })],
      [[3, 3, 'merged_cells']],
    ],
    [
      'lost zeros',
      [site('幻市', 'https://a.example/', { 1: number('12033') })],
      [[2, 2, 'leading_zero_lost']],
    ],
    ['a private address', [site('幻市', 'http://192.168.0.1/')], [[2, 6, 'private_address']]],
    ['this computer', [site('幻市', 'http://localhost/')], [[2, 6, 'private_address']]],
    [
      'an unknown consent',
      [site('幻市', 'https://a.example/', { 6: '○' })],
      [[2, 7, 'unknown_consent']],
    ],
    ['a bad date', [site('幻市', 'https://a.example/', { 8: '10月' })], [[2, 9, 'bad_date']]],
    [
      'nobody who agreed',
      [site('幻市', 'https://a.example/', { 7: '', 8: '' })],
      [
        [2, 8, 'required'],
        [2, 9, 'required'],
      ],
    ],
    ['no name', [site('', 'https://a.example/')], [[2, 3, 'required']]],
    ['no URL', [site('幻市', '')], [[2, 6, 'required']]],
    ['a bad id', [site('幻市', 'https://a.example/', { 4: '市_1' })], [[2, 5, 'bad_id']]],
    [
      'one URL twice',
      [site('幻市', 'https://a.example/'), site('例え市', 'https://A.example')],
      [[3, 6, 'duplicate_url']],
    ],
    [
      'the URL of another site',
      [site('幻市', 'https://two.example/', { 1: '099993' })],
      [[2, 2, 'member_differs']],
    ],
    [
      'a new id for a URL that has one',
      [site('夢見市', 'https://two.example/', { 0: 'gas-0002', 4: 'gas-new' })],
      [[2, 6, 'duplicate_url']],
    ],
    [
      'one site twice',
      [
        ['', '', '', '', 'gas-0001-home', '', '全体', '', ''],
        ['', '', '', '', 'gas-0001-home', '', '', '', ''],
      ],
      [[3, 5, 'duplicate_row']],
    ],
    [
      'one new id twice',
      [
        site('幻市', 'https://a.example/', { 4: 'x' }),
        site('幻市', 'https://b.example/', { 4: 'x' }),
      ],
      [[3, 5, 'duplicate_row']],
    ],
    ['a URL of another sector', [site('幻市', 'https://w.example/')], [[2, 6, 'wrong_sector']]],
    [
      'a site of another sector',
      [site('幻市', 'https://a.example/', { 4: 'water-0001-home' })],
      [[2, 5, 'wrong_sector']],
    ],
    [
      'a member of another sector',
      [site('幻市', 'https://a.example/', { 0: 'water-0001' })],
      [[2, 1, 'wrong_sector']],
    ],
    [
      'a site under another member',
      [['gas-0001', '', '', '', 'gas-0002-2', '', '', '', '']],
      [[2, 1, 'member_differs']],
    ],
    [
      'two names of one member',
      [
        site('幻市', 'https://a.example/', { 1: '099993' }),
        site('幻町', 'https://b.example/', { 1: '099993' }),
      ],
      [[3, 3, 'member_differs']],
    ],
    ['no rows', [], [[null, null, 'empty_file']]],
  ])('tell of %s', (_, lines, faults) => {
    const outcome = rows(...lines);
    expect(said(outcome)).toEqual(faults);
    expect(outcome.work).toBeNull();
  });

  it('come all at once, in the order of the sheet', () => {
    const outcome = rows(
      site('', 'www.a.example', { 6: '?' }),
      site('幻市', 'https://b.example/', { 8: 'x', 7: '' }),
    );
    expect(said(outcome)).toEqual([
      [2, 3, 'required'],
      [2, 6, 'bad_url'],
      [2, 7, 'unknown_consent'],
      [3, 8, 'required'],
      [3, 9, 'bad_date'],
    ]);
  });

  it('tell of an id that a removed site had', () => {
    const line = site('幻市', 'https://a.example/', { 4: 'gas-0009-home' });
    const outcome = imported([sheetOf([HEAD, line])], { used: ['gas-0009-home'] });
    expect(said(outcome)).toEqual([[2, 5, 'id_used_before']]);
  });

  it('tell of two columns that mean the same, and of a list without addresses', () => {
    const twice = imported([sheetOf([[...HEAD, 'サイトURL'], site('幻市', 'https://a.example/')])]);
    expect(said(twice)).toEqual([[1, 10, 'duplicate_column']]);
    const without = imported([
      sheetOf([
        ['団体コード', '団体名', '同意者', '同意日'],
        ['1', 'A', 'B', '2026-10-01'],
      ]),
    ]);
    expect(said(without)).toContainEqual([1, null, 'header_missing']);
  });

  it('tell of sheets: none with a list, several, one that is not there', () => {
    const list = sheetOf([HEAD, site('幻市', 'https://a.example/')]);
    const codes = (outcome: ImportOutcome) => outcome.faults.map(({ code }) => code);
    expect(codes(imported([sheetOf([['メモ']])]))).toEqual(['header_missing']);
    expect(codes(imported([list, { ...list, name: '写し' }]))).toEqual(['several_sheets']);
    expect(codes(imported([list], { sheetName: '別表' }))).toEqual(['no_such_sheet']);
    expect(imported([list, { ...list, name: '写し' }], { sheetName: '写し' }).work).not.toBeNull();
  });

  it('let a zero stand that was typed as text, or that a member is known by', () => {
    expect(rows(site('幻市', 'https://a.example/', { 1: '12033' })).work).not.toBeNull();
    expect(
      rows(site('架空市', 'https://kaku.example/', { 1: number('011002') })).work,
    ).not.toBeNull();
  });

  it('are one line each, in both languages', () => {
    const { faults } = rows(site('幻市', 'www.a.example'));
    expect(faults.map((fault) => formatFault(fault, 'ja'))).toEqual([
      'シート「一覧」 2行目 F列（URL）: 「www.a.example」: http:// か https:// がありません（https://www.a.example/ でしょうか） [bad_url]',
    ]);
    expect(faults.map((fault) => formatFault(fault, 'en'))).toEqual([
      'sheet "一覧", row 2, column F (URL): "www.a.example": http:// or https:// is missing (is it https://www.a.example/?) [bad_url]',
    ]);
  });

  it('never repeat a password', () => {
    const { faults } = rows(site('幻市', 'https://user:hush@a.example/'));
    expect(JSON.stringify(faults)).not.toContain('hush');
  });
});

import { describe, expect, it } from 'vitest';
import { formatFault } from '../../../src/config/import/fault.ts';
import type { ImportOutcome } from '../../../src/config/import/import-sheet.ts';
import type { SheetCell } from '../../../src/config/import/sheet.ts';
import { HEAD, imported, rows, said, sheetOf, site, type Written } from './imported-rows.ts';

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

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, readSpreadsheet } from '../../../src/config/import/read-spreadsheet.ts';
import type { Sheet } from '../../../src/config/import/sheet.ts';
import { TEMPLATES } from '../../../src/config/import/template.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/import');
const ROOT = join(import.meta.dirname, '../../..');

async function sheetsOf(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const { sheets, fault } = await readSpreadsheet(bytes);
  if (sheets === null) throw new Error(fault.code);
  return sheets;
}

async function faultOf(bytes: Uint8Array): Promise<string | undefined> {
  return (await readSpreadsheet(bytes)).fault?.code;
}

const workbook = (sheet: Partial<WriteSheet>) => writeXlsx({ sheets: [{ name: 'S', ...sheet }] });

describe('a workbook', () => {
  it('as Excel saves it in Japan: readings of kanji left out, eras and zeros as shown', async () => {
    const [sheet] = await sheetsOf(await readFile(join(FIXTURES, 'japanese-excel.xlsx')));
    expect(sheet?.name).toBe('登録票');
    expect(sheet?.merged).toEqual([{ top: 1, left: 1, bottom: 1, right: 6 }]);
    const rows = sheet?.rows.map(({ row, cells }) => [row, ...cells.map(({ text }) => text)]);
    expect(rows?.[2]).toEqual([
      3,
      '団体コード',
      '団体名',
      'サイトURL',
      '共有範囲',
      '同意者',
      '同意日',
    ]);
    expect(rows?.[3]).toEqual([
      4,
      '099991',
      '架空市',
      'https://www.kaku.example.jp/',
      '件数のみ',
      '情報政策課',
      '2026-10-01',
    ]);
    expect(sheet?.rows.slice(3).map(({ cells }) => [cells[5]?.text, cells[5]?.kind])).toEqual([
      ['2026-10-01', 'date'],
      ['2026-10-02', 'date'],
      ['2026-10-03', 'date'],
      ['46299', 'number'],
    ]);
  });

  it('tells the kind of each cell', async () => {
    const rows: CellValue[][] = [
      ['text', 12, true, new Date('2026-10-01T00:00:00Z'), null, '#N/A', 'm', null],
    ];
    const bytes = await workbook({
      rows,
      cells: new Map([
        ['0,4', { formula: 'A1&"x"', formulaResult: 'textx', type: 'formula' }],
        ['0,5', { value: '#N/A', type: 'error' }],
      ]),
      merges: [{ startRow: 0, startCol: 6, endRow: 0, endCol: 7 }],
    });
    const [sheet] = await sheetsOf(bytes);
    expect(sheet?.rows[0]?.cells).toEqual([
      { text: 'text', kind: 'text' },
      { text: '12', kind: 'number' },
      { text: 'TRUE', kind: 'boolean' },
      { text: '2026-10-01', kind: 'date' },
      { text: 'textx', kind: 'formula' },
      { text: '#N/A', kind: 'error' },
      { text: 'm', kind: 'text' },
      { text: '', kind: 'merged' },
    ]);
  });

  it('leaves hidden sheets out', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: 'hidden', rows: [['a']], hidden: true },
        { name: 'shown', rows: [['b']] },
      ],
    });
    expect((await sheetsOf(bytes)).map(({ name }) => name)).toEqual(['shown']);
  });
});

describe('a CSV', () => {
  it('keeps line breaks in cells and counts rows as a spreadsheet does', async () => {
    const [sheet] = await sheetsOf(Buffer.from('a,b\r\n\r\n"x\ny",2\r\n'));
    expect(sheet?.rows.map(({ row, cells }) => [row, cells.map(({ text }) => text)])).toEqual([
      [1, ['a', 'b']],
      [2, ['']],
      [3, ['x\ny', '2']],
    ]);
  });

  it.each(['\t', ';'])('may be parted by %j', async (delimiter) => {
    const [sheet] = await sheetsOf(Buffer.from(`a${delimiter}b${delimiter}c,d\n`));
    expect(sheet?.rows[0]?.cells.map(({ text }) => text)).toEqual(['a', 'b', 'c,d']);
  });
});

describe('a file that is not read', () => {
  it.each([
    ['empty_file', Buffer.from('')],
    ['empty_file', Buffer.from(' \r\n \n')],
    ['empty_file', Buffer.from(',,,\n,,\n')],
    ['bad_csv', Buffer.from('a,b\n"x,1\ny,2\n')],
    ['bad_encoding', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x0a])],
    ['not_a_spreadsheet', Buffer.from('PK\u0003\u0004 and nothing more')],
    [
      'old_format',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]),
    ],
    ['too_big', Buffer.alloc(MAX_FILE_BYTES + 1, 0x61)],
    ['too_big', Buffer.from('a,b\n'.repeat(20_001))],
  ])('is told as %s', async (code, bytes) => {
    expect(await faultOf(bytes)).toBe(code);
  });

  it('is told as protected by a password', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'S', rows: [['a']] }],
      encryption: { password: 'hush', spinCount: 1000 },
    });
    expect(await faultOf(bytes)).toBe('password_protected');
  });

  it('is told as no spreadsheet where its end or its middle is missing', async () => {
    const bytes = await workbook({ rows: [['a']] });
    expect(await faultOf(bytes.slice(0, bytes.length / 2))).toBe('not_a_spreadsheet');
    const holed = Buffer.from(bytes);
    holed.fill(0, 60, 400);
    expect(await faultOf(holed)).toBe('not_a_spreadsheet');
  });

  it('is told as too big before it is unpacked', async () => {
    const bytes = Buffer.from(await workbook({ rows: [['a']] }));
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(0x7fffffff, entry + 24);
    expect(await faultOf(bytes)).toBe('too_big');
  });

  it('is told as empty where its sheets are', async () => {
    expect(await faultOf(await workbook({ rows: [[null, ' ']] }))).toBe('empty_file');
  });
});

describe('the templates', () => {
  it.each(Object.entries(TEMPLATES))('%s is what the program writes', async (name, bytesOf) => {
    const committed = await readFile(join(ROOT, 'config/templates', name));
    expect(await sheetsOf(committed)).toEqual(await sheetsOf(await bytesOf()));
  });

  it.each(['sites.ja.csv', 'sites.en.csv'])('%s begins with a byte order mark', async (name) => {
    const bytes = await readFile(join(ROOT, 'config/templates', name));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

import { describe, expect, it } from 'vitest';
import { findTable } from '../../../src/config/import/find-table.ts';
import { readCsv } from '../../../src/config/import/read-csv.ts';
import { readRows } from '../../../src/config/import/read-rows.ts';
import { readSpreadsheet } from '../../../src/config/import/read-spreadsheet.ts';

const HEAD = '団体コード,団体名,URL,同意者,同意日';

function faultsWith(code: string) {
  const { sheet } = readCsv(
    Buffer.from(`${HEAD}\n"${code}",幻市,https://a.example/,総務課,2026-10-01\n`),
  );
  const { table } = findTable(sheet === null ? [] : [sheet], null);
  if (table === null) throw new Error('no table');
  const rules = { isReachable: null, fires: () => true, knownCodes: [] };
  return readRows(table, rules).faults.map(({ row, column, code: fault }) => [row, column, fault]);
}

describe('a code in CSV', () => {
  it.each([
    ['1.31016E+05', 'number_format'],
    ['131,016', 'number_format'],
    ['#N/A', 'error_value'],
    ['#REF!', 'error_value'],
    ['12033', 'leading_zero_lost'],
  ])('%s is told as %s', (code, fault) => {
    expect(faultsWith(code)).toEqual([[2, 1, fault]]);
  });

  it('is read where nothing speaks against it', () => {
    expect(faultsWith('131016')).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  it('names the row where an open quotation mark stands', () => {
    const { fault } = readCsv(Buffer.from('a,b\n1,2\n"3,4\n5,6\n7,8\n'));
    expect([fault?.code, fault?.row]).toEqual(['bad_csv', 3]);
  });

  it('is told in our own words where a workbook is damaged', async () => {
    const { fault } = await readSpreadsheet(Buffer.from('PK\u0003\u0004 broken'));
    expect([fault?.code, fault?.found]).toEqual(['not_a_spreadsheet', null]);
  });
});

import { describe, expect, it } from 'vitest';
import { HEAD, imported, rows, sheetOf, site, type Written } from './imported-rows.ts';

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

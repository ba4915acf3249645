import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yamabiko } from '../support/yamabiko.ts';

const COUNCIL = `council: { name: Council, timezone: Asia/Tokyo }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;
const WINDOWS = `maintenance:
  - { id: line, title: { ja: 回線の点検, en: Line check }, kind: once, from: 2020-01-01T00:00, to: 2098-12-31T24:00 }
  - { id: power, title: { ja: 停電, en: Power cut }, kind: dates, dates: [2099-10-04], from: "23:00", to: "05:00", targets: [gas-0001-home] }
  - { id: gas, kind: dates, dates: [2099-10-03], from: "01:00", to: "02:00", sectors: [gas] }
`;

describe('maintenance list', () => {
  let dir = '';
  let none = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-maintenance-'));
    none = join(dir, 'none');
    for (const folder of [dir, none]) {
      await cp('test/fixtures/config/valid', folder, { recursive: true });
    }
    await writeFile(join(dir, 'yamabiko.yaml'), COUNCIL + WINDOWS);
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('prints a table of what is on and what comes, in English and Japanese', async () => {
    const list = ['maintenance', 'list', '--config', dir];
    const [english, japanese] = await Promise.all([
      yamabiko(list),
      yamabiko([...list, '--lang', 'ja']),
    ]);
    expect(english).toMatchObject({ code: 0, stderr: '' });
    expect(english.stdout.split('\n')).toEqual([
      'start                         end                     concerns       title       id',
      '2020-01-01 (Wed) 00:00 (now)  2099-01-01 (Thu) 00:00  all            Line check  line',
      '2099-10-03 (Sat) 01:00        2099-10-03 (Sat) 02:00  gas            -           gas',
      '2099-10-04 (Sun) 23:00        2099-10-05 (Mon) 05:00  gas-0001-home  Power cut   power',
      '',
      'Times are in Asia/Tokyo; public holidays are known until 2050.',
      '',
    ]);
    expect(japanese.stdout.split('\n').slice(0, 4)).toEqual([
      '開始                             終了                   対象           件名        id',
      '2020-01-01 (水) 00:00（進行中）  2099-01-01 (木) 00:00  全体           回線の点検  line',
      '2099-10-03 (土) 01:00            2099-10-03 (土) 02:00  gas            -           gas',
      '2099-10-04 (日) 23:00            2099-10-05 (月) 05:00  gas-0001-home  停電        power',
    ]);
  });

  it('prints JSON, as many as are asked for, of whom is asked for', async () => {
    const list = ['maintenance', 'list', '--config', dir, '--json'];
    const [one, ofTarget] = await Promise.all([
      yamabiko([...list, '--next', '1']),
      yamabiko([...list, '--target', 'gas-0001-home', '--sector', 'gas']),
    ]);
    expect(JSON.parse(one.stdout)).toMatchObject({
      timezone: 'Asia/Tokyo',
      holidaysUntil: 2050,
      windows: 3,
      occurrences: [
        {
          window: 'line',
          title: { ja: '回線の点検', en: 'Line check' },
          from: Date.parse('2020-01-01T00:00+09:00'),
          to: Date.parse('2099-01-01T00:00+09:00'),
          scope: null,
          onlySectors: null,
        },
      ],
    });
    const { occurrences } = JSON.parse(ofTarget.stdout);
    expect(occurrences).toHaveLength(3);
  });

  it('says that there is none', async () => {
    const [english, japanese] = await Promise.all([
      yamabiko(['maintenance', 'list', '--config', none]),
      yamabiko(['maintenance', 'list', '--config', none, '--lang', 'ja']),
    ]);
    expect(english.stdout).toMatch(/^No planned work is configured\.\nTimes are in Asia\/Tokyo/);
    expect(japanese.stdout).toMatch(/^計画作業は設定されていません。\n/);
  });

  it.each([
    [['maintenance'], 'an argument is missing'],
    [['maintenance', 'add'], 'there is no action add (only list)'],
    [['maintenance', 'list', '--next', '0'], '--next takes a whole number from 1 to 1000, not 0'],
    [
      ['maintenance', 'list', '--target', 'gas-0001-hom'],
      '--target gas-0001-hom is not in the configuration (did you mean gas-0001-home?)',
    ],
    [['maintenance', 'list', '--sector', 'water'], '--sector water is not in the configuration'],
  ])('answers wrong use with exit code 2: %o', async (words, said) => {
    const { code, stderr } = await yamabiko([...words, '--config', dir]);
    expect(code).toBe(2);
    expect(stderr.split('\n')[0]).toBe(`yamabiko maintenance: ${said}`);
  });

  it('answers an invalid configuration with exit code 1 and every problem', async () => {
    const config = ['--config', 'test/fixtures/config/invalid-maintenance-nth'];
    const { code, stderr } = await yamabiko(['maintenance', 'list', ...config]);
    expect(code).toBe(1);
    expect(stderr).toContain('yamabiko.yaml:6:22 maintenance[0].nth: found "6"');
  });
});

describe('maintenance list --practice', () => {
  it('lists the planned work of the practice council, and says that it is practice', async () => {
    const list = ['maintenance', 'list', '--practice', 'small', '--next', '12'];
    const [table, json] = await Promise.all([
      yamabiko(list),
      yamabiko([...list, '--json', '--sector', 'gas']),
    ]);
    expect(table.code).toBe(0);
    expect(table.stderr).toContain('PRACTICE data');
    for (const id of ['practice-bank-weekly', 'practice-gas-replacement']) {
      expect(table.stdout).toContain(id);
    }
    const told = JSON.parse(json.stdout);
    expect(told).toMatchObject({ practice: true, windows: 3 });
    const soon = told.occurrences.filter(
      ({ from }: { from: number }) => from > told.asOf && from <= told.asOf + 86_400_000,
    );
    expect(soon).toMatchObject([{ window: 'practice-gas-replacement' }]);
  });

  it('takes the two sizes alone', async () => {
    const other = await yamabiko(['maintenance', 'list', '--practice', 'tiny']);
    expect(other).toMatchObject({ code: 2, stdout: '' });
  });
});

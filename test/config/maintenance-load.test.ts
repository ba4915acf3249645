import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadedConfig, loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import type { Config } from '../../src/core/config.ts';
import type { MaintenanceRule } from '../../src/core/maintenance-window.ts';

const COUNCIL = `
council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;
const NOW = Date.parse('2026-11-24T12:00+09:00');

function sectorFile({ sector = '', member = '', target = '', head = '' } = {}): string {
  return `
sector: { id: gas, field: gas, name: Gas${head} }
${sector}
members:
  - id: gas-0001
    name: Member
    ${member}
    targets:
      - id: gas-0001-home
        url: https://www.example.jp/
        enrolment: { by: Desk, on: 2026-10-01 }
        ${target}`;
}

describe('planned work in the files', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-config-'));
    await mkdir(join(dir, 'sectors'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function load(files: Readonly<Record<string, string | Uint8Array>>, now = NOW) {
    const whole = { 'yamabiko.yaml': COUNCIL, 'sectors/gas.yaml': sectorFile(), ...files };
    for (const [file, text] of Object.entries(whole)) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await writeFile(join(dir, file), text);
    }
    return loadConfig(dir, { now });
  }

  function configOf(loaded: LoadedConfig): Config {
    if (loaded.ok) return loaded.config;
    throw new Error(loaded.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  }

  /** The rule of one window of the council. */
  async function ruleOf(
    body: string,
    files: Readonly<Record<string, string | Uint8Array>> = {},
  ): Promise<MaintenanceRule | undefined> {
    const council = `${COUNCIL}maintenance: [{ id: work, ${body} }]`;
    const config = configOf(await load({ 'yamabiko.yaml': council, ...files }));
    return config.maintenance[0]?.rule;
  }

  it('concerns those whose place it has, or those it names', async () => {
    const work = (id: string, more = '') =>
      `maintenance: [{ id: ${id}, kind: weekly, days: [sun], from: "01:00", to: "05:00"${more} }]`;
    const config = configOf(
      await load({
        'yamabiko.yaml': `${COUNCIL}${work('all')}`,
        'sectors/gas.yaml': sectorFile({
          sector: work('gas', ', targets: [gas-0001-home]'),
          member: work('member'),
          target: work('target', ', title: { ja: 点検, en: Check }'),
        }),
      }),
    );
    const nobody = { sectors: [], members: [], targets: [] };
    expect(config.maintenance.map(({ id, scope, title }) => [id, scope, title])).toEqual([
      ['all', null, null],
      ['gas', { ...nobody, targets: ['gas-0001-home'] }, null],
      ['member', { ...nobody, members: ['gas-0001'] }, null],
      ['target', { ...nobody, targets: ['gas-0001-home'] }, { ja: '点検', en: 'Check' }],
    ]);
  });

  it.each([
    [
      'kind: weekly, days: [sat, mon], from: "23:00", to: "05:00"',
      { kind: 'weekly', weekdays: [6, 1], fromMinute: 1380, toMinute: 1740 },
    ],
    [
      'kind: monthly, nth: 3, weekday: sun, offsetDays: 1, from: "00:00", to: "24:00"',
      { kind: 'monthly', nth: 3, weekday: 7, offsetDays: 1, fromMinute: 0, toMinute: 1440 },
    ],
    [
      'kind: monthly, nth: last, weekday: fri, from: "02:00", to: "02:00"',
      { kind: 'monthly', nth: 'last', weekday: 5, offsetDays: 0, fromMinute: 120, toMinute: 1560 },
    ],
    [
      'kind: dates, dates: [2027-01-10, 2026-12-10]',
      {
        kind: 'listed',
        stretches: [],
        days: [
          { date: '2026-12-10', title: null, fromMinute: 0, toMinute: 1440 },
          { date: '2027-01-10', title: null, fromMinute: 0, toMinute: 1440 },
        ],
      },
    ],
    [
      'kind: once, from: 2026-12-10T22:00, to: 2026-12-11 24:00',
      {
        kind: 'listed',
        days: [],
        stretches: [
          {
            from: Date.parse('2026-12-10T22:00+09:00'),
            to: Date.parse('2026-12-12T00:00+09:00'),
            title: null,
          },
        ],
      },
    ],
  ])('is read as it is written: %s', async (body, rule) => {
    expect(await ruleOf(body)).toEqual(rule);
  });

  it('takes the days on which it may begin', async () => {
    const council = `${COUNCIL}
maintenance:
  - id: work
    kind: weekly
    days: [sun]
    from: "01:00"
    to: "05:00"
    only: [weekend]
    except: [holiday, year-end]
    validFrom: 2026-04-01
    validTo: 2027-03-31`;
    expect(configOf(await load({ 'yamabiko.yaml': council })).maintenance[0]).toMatchObject({
      only: ['weekend'],
      except: ['holiday', 'year-end'],
      validFrom: '2026-04-01',
      validTo: '2027-03-31',
    });
  });

  it('takes dates from CSV as spreadsheets write it', async () => {
    const csv =
      '\ufeff実施日,開始,終了,件名\r\n2026/12/5,1:00,5:00,点検\r\n\r\n２０２６年１２月６日,,,"a, b"\r\n';
    const body = 'kind: file, file: maintenance/work.csv, from: "22:00", to: "06:00"';
    expect(await ruleOf(body, { 'maintenance/work.csv': csv })).toEqual({
      kind: 'listed',
      stretches: [],
      days: [
        { date: '2026-12-05', title: { ja: '点検', en: '点検' }, fromMinute: 60, toMinute: 300 },
        { date: '2026-12-06', title: { ja: 'a, b', en: 'a, b' }, fromMinute: 1320, toMinute: 1800 },
      ],
    });
  });

  it('takes CSV in Windows-31J', async () => {
    // 「日付」 and 「点検」 as Windows-31J has them.
    const csv = Buffer.concat([
      Buffer.from([0x93, 0xfa, 0x95, 0x74]),
      Buffer.from(',title\r\n2026-12-05,'),
      Buffer.from([0x93, 0x5f, 0x8c, 0x9f]),
    ]);
    const rule = await ruleOf('kind: file, file: work.csv', { 'work.csv': csv });
    const from = Date.parse('2026-12-05T00:00+09:00');
    expect(rule).toEqual({
      kind: 'listed',
      days: [],
      stretches: [{ from, to: from + 86_400_000, title: { ja: '点検', en: '点検' } }],
    });
  });

  it('warns of what is over, and loads it', async () => {
    const council = `${COUNCIL}
maintenance:
  - { id: once, kind: once, from: 2026-10-01T22:00, to: 2026-10-02T05:00 }
  - { id: dates, kind: dates, dates: [2026-11-23] }
  - { id: on, kind: dates, dates: [2026-11-24] }
  - { id: night, kind: dates, dates: [2026-11-23], from: "13:00", to: "12:30" }
  - { id: long, kind: once, from: 2026-10-01T22:00, to: 2026-12-02T05:00 }
  - { id: weekly, kind: weekly, days: [sun], from: "01:00", to: "05:00", validTo: 2026-11-21 }`;
    const loaded = await load({ 'yamabiko.yaml': council });
    expect(configOf(loaded).maintenance).toHaveLength(6);
    expect(loaded.warnings.map((each) => formatProblem(each, 'en'))).toEqual([
      'yamabiko.yaml:7:5 maintenance[0]: planned work once is over (it may be removed) [maintenance_over]',
      'yamabiko.yaml:8:5 maintenance[1]: planned work dates is over (it may be removed) [maintenance_over]',
      'yamabiko.yaml:12:5 maintenance[5]: planned work weekly is over (it may be removed) [maintenance_over]',
    ]);
  });

  it('reports the faults of every window and of every line at once', async () => {
    const council = `${COUNCIL}
calendar: { dayFile: days.csv }
maintenance:
  - { id: a, kind: monthly, nth: 6, weekday: sun, from: "01:00", to: "29:00" }
  - { id: a, kind: file, file: work.csv, targets: [gas-0001-hom] }
  - { id: c, kind: once, from: 2026-10-02T22:00, to: 2026-10-02T05:00 }`;
    const loaded = await load({
      'yamabiko.yaml': council,
      'days.csv': 'date,kind\n2026-13-01,holiday\n2026-12-01,rest\n',
      'work.csv': 'date,from,to\n2026-12-40,,\n2026-12-01,1:00,\n2026-12-02,25:00,3:00\n',
    });
    const said = loaded.ok ? [] : loaded.problems;
    expect(said.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'yamabiko.yaml:8 out_of_range',
      'yamabiko.yaml:8 bad_time',
      'yamabiko.yaml:9 duplicate_id',
      'yamabiko.yaml:9 unknown_id',
      'yamabiko.yaml:10 times_reversed',
      'days.csv:2 bad_date',
      'days.csv:3 not_listed',
      'work.csv:2 bad_date',
      'work.csv:3 bad_time',
      'work.csv:4 bad_time',
    ]);
  });
});

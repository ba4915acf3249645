import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JAPANESE_HOLIDAYS, lastYearOf } from '../../src/config/calendar-holidays.ts';
import { loadConfig } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';

const NOW = Date.parse('2026-11-24T12:00+09:00');

describe('the calendar', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-config-'));
    await mkdir(join(dir, 'sectors'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function load(calendar: string, { head = '', now = NOW, csv = '' } = {}) {
    await writeFile(
      join(dir, 'yamabiko.yaml'),
      `council: { name: Council }\nfields: [{ id: gas, name: Gas }]\n${calendar}\n`,
    );
    await writeFile(
      join(dir, 'sectors/gas.yaml'),
      `sector: { id: gas, field: gas, name: Gas${head} }
members: [{ id: gas-1, name: M, targets: [{ id: gas-1-home, practice: { profile: steady } }] }]`,
    );
    if (csv !== '') await writeFile(join(dir, 'days.csv'), csv);
    const loaded = await loadConfig(dir, { now });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    return { config: loaded.ok ? loaded.config : null, warnings: loaded.warnings };
  }

  it('has the public holidays of Japan, until 2050', () => {
    expect(lastYearOf(JAPANESE_HOLIDAYS)).toBe(2050);
    const named = (date: string) => JAPANESE_HOLIDAYS.find((day) => day.date === date)?.name;
    expect(named('2026-11-23')).toEqual({ ja: '勤労感謝の日', en: 'Labor Thanksgiving Day' });
    expect(named('2026-09-22')?.ja).toBe('休日');
    expect(named('2026-11-24')).toBeUndefined();
    const dates = JAPANESE_HOLIDAYS.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  it('has none of them where the council wants none', async () => {
    const { config } = await load('calendar: { holidays: none }');
    expect(config?.calendar).toMatchObject({ holidays: [], days: [] });
  });

  it("takes the operator's own days from the file and from a CSV, in order", async () => {
    const calendar =
      'calendar: { dayFile: days.csv, days: [{ date: 2026-08-14, kind: holiday, name: お盆 }, { date: 2026-12-12, kind: workday }] }';
    const csv = '日付,種別,名称\n2026/8/13,休日,お盆\n2026-12-12,workday,again\n2026/11/28,平日,\n';
    const { config } = await load(calendar, { csv });
    const bon = { ja: 'お盆', en: 'お盆' };
    expect(config?.calendar.days).toEqual([
      { date: '2026-08-13', kind: 'holiday', name: bon },
      { date: '2026-08-14', kind: 'holiday', name: bon },
      { date: '2026-11-28', kind: 'workday', name: null },
      { date: '2026-12-12', kind: 'workday', name: null },
    ]);
  });

  it.each([
    ['', '', { from: '12-29', to: '01-03' }],
    ['calendar: { yearEnd: { from: "12-28", to: "01-04" } }', '', { from: '12-28', to: '01-04' }],
    ['calendar: { yearEnd: none }', '', null],
    ['', ', yearEnd: { from: "12-31", to: "01-03" }', { from: '12-31', to: '01-03' }],
    [
      'calendar: { yearEnd: none }',
      ', yearEnd: { from: "12-31", to: "01-03" }',
      { from: '12-31', to: '01-03' },
    ],
    ['', ', yearEnd: none', null],
  ])('gives a sector its year-end days: %s %s', async (calendar, head, yearEnd) => {
    const { config } = await load(calendar, { head });
    expect(config?.sectors[0]?.yearEnd).toEqual(yearEnd);
    if (head === '') expect(config?.calendar.yearEnd).toEqual(yearEnd);
  });

  it('warns in the last year of which the holidays are known', async () => {
    const at = (year: number) => Date.parse(`${year}-11-24T12:00+09:00`);
    expect((await load('', { now: at(2049) })).warnings).toEqual([]);
    const { warnings } = await load('', { now: at(2050) });
    expect(warnings.map((each) => formatProblem(each, 'en'))).toEqual([
      'yamabiko.yaml:1:1 calendar.holidays: the public holidays are known until 2050 only: list later ones in calendar.days, or upgrade Yamabiko [holidays_unknown]',
    ]);
    expect((await load('calendar: { holidays: none }', { now: at(2050) })).warnings).toEqual([]);
  });
});

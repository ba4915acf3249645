import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importList } from '../../src/app/import.ts';
import { writeApplied } from '../../src/config/applied-config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { targetsOf } from '../../src/core/config.ts';
import { systemClock } from '../../src/schedule/system-clock.ts';
import { openEmbeddedStore } from '../../src/store/embedded/open.ts';
import { councilOf, member, sector, target } from '../config/council-of.ts';
import { sampleAt } from '../store/store-sample.ts';
import { recordedLog } from '../support/recorded-log.ts';

const COUNCIL = `council: { name: Council }
operator: { name: Office, contactUrl: https://office.example/ }
fields: [{ id: gas, name: Gas }]
`;
const GAS = `# ours
sector: { id: gas, field: gas, name: Gas }
members: []   # none yet
`;
const LIST = `団体名,サイトURL,同意者,同意日
架空ガス,https://kaku.example.jp/,総務課,2026-10-01
㈱髙﨑,https://takasaki.example.jp/,総務課,令和8年10月1日
`;

describe('importList', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'yamabiko-import-'));
    await mkdir(join(dir, 'config/sectors'), { recursive: true });
    await writeFile(join(dir, 'config/yamabiko.yaml'), COUNCIL);
    await writeFile(join(dir, 'config/sectors/gas.yaml'), GAS);
    await writeFile(join(dir, 'list.csv'), LIST);
  });
  afterEach(() => rm(dir, { recursive: true }));

  const call = (given: Partial<Parameters<typeof importList>[0]> = {}) =>
    importList({
      file: join(dir, 'list.csv'),
      sector: 'gas',
      configDir: join(dir, 'config'),
      dataDir: join(dir, 'data'),
      sheet: null,
      isDryRun: false,
      ...given,
    });
  const gasFile = () => readFile(join(dir, 'config/sectors/gas.yaml'), 'utf8');

  it('fills an empty sector so that the configuration is valid, ids written back', async () => {
    const report = await call();
    expect(report).toMatchObject({
      file: 'sectors/gas.yaml',
      done: { newMembers: 2, added: 2, changed: 0, unchanged: 0 },
      faults: [],
      problems: [],
    });
    const loaded = await loadConfig(join(dir, 'config'));
    expect(loaded.ok && targetsOf(loaded.config).map((each) => each.target.id)).toEqual([
      'gas-0001-home',
      'gas-0002-home',
    ]);
    expect(await gasFile()).toMatch(/^# ours\nsector: .*\nmembers:\n {2}- id: gas-0001\n/);
    expect(await readdir(join(dir, 'config/sectors'))).toEqual(['gas.yaml']);
  });

  it('changes nothing when the same list comes again', async () => {
    await call();
    const before = await gasFile();
    const again = await call();
    expect(again.done).toEqual({ newMembers: 0, added: 0, changed: 0, unchanged: 2 });
    expect(await gasFile()).toBe(before);
  });

  it.each([
    ['text', 'good morning\nto all', /plain text/],
    ['a page', '<!DOCTYPE html><html><table>', /a web page \(HTML\)/],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3\n', /a PDF/],
  ])(
    'says that %s under the name of a workbook is none, and what to do',
    async (_what, text, looks) => {
      const file = join(dir, 'list.XLSX');
      await writeFile(file, text, 'latin1');
      const { done, faults } = await call({ file });
      expect(done).toBeNull();
      expect(faults.map(({ code }) => code)).toEqual(['not_a_spreadsheet']);
      expect(faults[0]?.text.en).toMatch(looks);
      expect(faults[0]?.text.en).toMatch(/the name ends in \.xlsx.*save it as \.xlsx or CSV/);
      expect(faults[0]?.text.ja).toMatch(/名前は \.xlsx ですが.*保存/);
    },
  );

  it('takes a CSV whatever its name says', async () => {
    const file = join(dir, 'list.xlsx');
    await writeFile(file, LIST);
    expect((await call({ file })).done).toMatchObject({ added: 2 });
  });

  it('writes nothing on a dry run', async () => {
    const report = await call({ isDryRun: true });
    expect(report.rows.map((row) => row.target)).toEqual(['gas-0001-home', 'gas-0002-home']);
    expect(await gasFile()).toBe(GAS);
  });

  it('imports nothing where one row has a fault', async () => {
    await writeFile(join(dir, 'list.csv'), `${LIST}例えガス,tatoe.example.jp,総務課,2026-10-01\n`);
    const report = await call();
    expect(report.done).toBeNull();
    expect(report.faults.map(({ row, code }) => [row, code])).toEqual([[4, 'bad_url']]);
    expect(await gasFile()).toBe(GAS);
  });

  it('imports nothing that would make the configuration invalid', async () => {
    await writeFile(join(dir, 'config/yamabiko.yaml'), COUNCIL.replace(/operator.*\n/, ''));
    const report = await call();
    expect(report.done).toBeNull();
    expect(report.problems.map(({ code }) => code)).toEqual(['operator_missing']);
    expect(await gasFile()).toBe(GAS);
  });

  it('never gives an id again that was measured or in force once', async () => {
    const data = join(dir, 'data');
    await mkdir(data);
    const { log } = recordedLog();
    const store = await openEmbeddedStore({
      dir: data,
      timezone: 'Asia/Tokyo',
      retention: { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 },
      sync: 'normal',
      clock: systemClock,
      log,
    });
    await store.samples.append([sampleAt('gas-0041-home', Date.UTC(2026, 9, 1))]);
    await store.close();
    expect((await call({ isDryRun: true })).rows[0]?.target).toBe('gas-0042-home');
    const gone = councilOf([sector('gas', [member('gas-0050', [target('gas-0050-home')])])]);
    await writeApplied(data, gone, { appliedAt: 1 });
    expect((await call()).rows.map((row) => row.target)).toEqual([
      'gas-0051-home',
      'gas-0052-home',
    ]);
  });

  it('leaves a file with aliases to a person', async () => {
    const aliased = `${GAS.replace('[]   # none yet', '&all []')}`;
    await writeFile(
      join(dir, 'config/sectors/gas.yaml'),
      aliased
        .replace('&all []', '*all')
        .replace('sector:', 'defaults: { thresholds: &all {} }\nsector:'),
    );
    const report = await call();
    expect(report.done).toBeNull();
    expect(report.faults.map(({ code }) => code)).toEqual(['not_editable']);
  });

  it.each([
    ['a file', { file: 'nowhere.csv' }],
    ['a configuration folder', { configDir: '/nowhere' }],
    ['a sector', { sector: 'gass' }],
  ])('answers %s that is not there as wrong use', async (_, given) => {
    await expect(call(given)).rejects.toMatchObject({ code: 'usage' });
  });

  it('does not begin while a sector’s file is no YAML', async () => {
    await writeFile(join(dir, 'config/sectors/water.yaml'), 'sector: [');
    await expect(call()).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

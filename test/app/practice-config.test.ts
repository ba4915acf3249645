import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { practiceConfig, practiceSizeOf } from '../../src/app/practice-config.ts';
import { formatProblem, type Problem } from '../../src/config/problem.ts';
import { targetsOf } from '../../src/core/config.ts';

const dir = mkdtempSync(join(tmpdir(), 'yamabiko-practice-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the configuration of --practice', () => {
  it('takes council, operator and board from the folder, and leaves its public targets out', async () => {
    const folder = join(dir, 'public');
    mkdirSync(join(folder, 'sectors'), { recursive: true });
    writeFileSync(
      join(folder, 'yamabiko.yaml'),
      [
        'council: { name: { ja: 試し, en: Trial }, timezone: Asia/Tokyo }',
        'operator: { name: { ja: 事務局, en: Office }, contactUrl: https://www.example.jp/ }',
        'vantage: tokyo',
        'fields: [{ id: gas, name: { ja: ガス, en: Gas } }]',
        'board: { port: 18099 }',
      ].join('\n'),
    );
    writeFileSync(join(folder, 'sectors/gas.yaml'), 'not even: [valid');
    const config = await practiceConfig('small', folder, () => {});
    expect(config.council.name.en).toBe('Trial');
    expect(config.operator?.contactUrl).toBe('https://www.example.jp/');
    expect([config.board.port, config.vantage, config.practice]).toEqual([
      18_099,
      'practice',
      true,
    ]);
    expect(targetsOf(config).every(({ target }) => target.url === null)).toBe(true);
    expect(targetsOf(config)).toHaveLength(120);
  });

  it('takes the shipped settings where the folder has none', async () => {
    const folder = join(dir, 'empty');
    mkdirSync(folder);
    const config = await practiceConfig('full', folder, () => {});
    expect(config.council.name.ja).toContain('模擬データ');
    expect(targetsOf(config)).toHaveLength(4303);
  });

  it('uses planned work that names practice sites, and says which it cannot use, and where', async () => {
    const folder = join(dir, 'planned');
    mkdirSync(folder);
    const times = 'kind: weekly, days: [mon], from: "01:00", to: "02:00"';
    writeFileSync(
      join(folder, 'yamabiko.yaml'),
      [
        'council: { name: { ja: 試し, en: Trial } }',
        'fields: [{ id: gas, name: { ja: ガス, en: Gas } }]',
        'maintenance:',
        `  - { id: all, ${times} }`,
        `  - { id: mixed, ${times}, sectors: [gas, gaz], targets: [practice-gas-0001-www] }`,
        `  - { id: new-year, kind: weekly, days: [mon], from: "01:00", to: "02:00", only: [year-end] }`,
        `  - { id: none, ${times}, members: [a, b, c, d, e] }`,
      ].join('\n'),
    );
    const warnings: Problem[] = [];
    const config = await practiceConfig('small', folder, (warning) => warnings.push(warning));
    const scopes = config.maintenance.map(({ id, scope }) => [id, scope]);
    expect(scopes.slice(0, 3)).toEqual([
      ['all', null],
      ['mixed', { sectors: ['gas'], members: [], targets: ['practice-gas-0001-www'] }],
      ['new-year', null],
    ]);
    expect(scopes.map(([id]) => id)).not.toContain('none');
    expect(warnings.map((each) => formatProblem(each, 'en'))).toEqual([
      'yamabiko.yaml:5:5 maintenance[1]: this planned work is not used for gaz: the practice council has no such id [not_used]',
      'yamabiko.yaml:7:5 maintenance[3]: this planned work is not used for a, b, c and 2 more: the practice council has no such id [not_used]',
    ]);
    expect(warnings.map((each) => formatProblem(each, 'ja'))[1]).toContain('a、b、c ほか 2 件');
  });

  it('is refused where the settings are wrong, and where there is no folder', async () => {
    const folder = join(dir, 'wrong');
    cpSync(join(import.meta.dirname, '../fixtures/config/invalid-operator-missing'), folder, {
      recursive: true,
    });
    writeFileSync(join(folder, 'yamabiko.yaml'), 'council: { name: 5 }\nfields: []\n');
    await expect(practiceConfig('small', folder, () => {})).rejects.toMatchObject({
      code: 'config_invalid',
    });
    const nowhere = practiceConfig('small', join(dir, 'nowhere'), () => {});
    await expect(nowhere).rejects.toMatchObject({ code: 'usage' });
  });

  it('knows two sizes', () => {
    expect([practiceSizeOf('small'), practiceSizeOf('full')]).toEqual(['small', 'full']);
    expect(() => practiceSizeOf('tiny')).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: '--practice takes small or full, not tiny',
      }),
    );
  });
});

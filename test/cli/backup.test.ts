import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeConfig, openFilled } from '../store/backup/backed-up.ts';
import { openTestStore, removeDir, temporaryDir } from '../store/embedded/opened.ts';
import { yamabiko } from '../support/yamabiko.ts';

let base: string;
let data: string;
let round = 0;
/** A directory that is not there yet. */
let next: string;

beforeAll(async () => {
  base = temporaryDir();
  data = join(base, 'data');
  const store = await openFilled(data);
  await store.close();
  makeConfig(join(base, 'config'));
});
afterAll(() => removeDir(base));
beforeEach(() => {
  round += 1;
  next = join(base, `next-${round}`);
});

const config = () => ['--config', join(base, 'config')];
const exportOf = (dir: string) =>
  yamabiko(['export', '--data', dir, '--format', 'ndjson', '--attempts', 'all']);

describe('backup, verify and restore', () => {
  it('bring a data directory back with equal exports', async () => {
    const backup = await yamabiko(['backup', next, '--data', data, ...config()]);
    expect(backup.stderr.replaceAll(/copying [^\n]*\n?/g, '').trim()).toBe('');
    expect(backup.stdout).toMatch(
      /^Backed up to .*: 8 files \(2 of the configuration\), \d+ KiB, 4 days, 1,764 samples, the newest slot 2026-05-16 20:20:00\+09:00\.\nTimes are in Asia\/Tokyo\.\n$/,
    );
    const verified = await yamabiko(['verify', next]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(verified.stdout).toContain('2026-05-14           576           0\n');
    expect(verified.stdout).toContain('No problem was found.\n');
    expect(verified.stdout).toMatch(/^Backed up at .{19}\+09:00\nTimes are in Asia\/Tokyo\.\n/);
    const restored = await yamabiko(['restore', next, '--data', `${next}-data`]);
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect(restored.stdout).toContain('Restored to');
    const [before, after] = [await exportOf(data), await exportOf(`${next}-data`)];
    expect(after).toEqual(before);
    expect(before.stdout.split('\n')).toHaveLength(1765);
  });

  it('bring back what lies beside the store, as it was released and learned', async () => {
    const live = `${next}-live`;
    cpSync(data, live, { recursive: true });
    mkdirSync(join(live, 'releases'));
    const kept = ['released.json', 'released-during.json', 'facts.json', 'signs.json'];
    const names = [...kept, 'releases/2026-05-15.ndjson', 'releases/2026-05-16.ndjson'];
    for (const name of names) writeFileSync(join(live, name), `{"of":"${name}"}`);
    for (const name of ['admitted.json', 'releases/note.txt'])
      writeFileSync(join(live, name), '{}');
    const backup = await yamabiko(['backup', next, '--data', live, ...config()]);
    expect(backup.stdout).toContain(': 14 files (2 of the configuration)');
    expect(backup.stderr).toContain(`warning: ${join(live, 'admitted.json')}: serves the sending`);
    const restored = await yamabiko(['restore', next, '--data', `${next}-data`]);
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    for (const name of names) {
      expect(readFileSync(join(`${next}-data`, name), 'utf8')).toBe(`{"of":"${name}"}`);
    }
    expect(existsSync(join(`${next}-data`, 'releases/note.txt'))).toBe(false);
    expect(await yamabiko(['verify', `${next}-data`])).toMatchObject({ code: 0 });
  });

  it('speak Japanese', async () => {
    const backup = await yamabiko(['backup', next, '--data', data, ...config(), '--lang', 'ja']);
    expect(backup.stdout).toContain('計測値 1,764 件');
    const verified = await yamabiko(['verify', next, '--lang', 'ja']);
    expect(verified.stdout).toContain('問題はありません。');
    const again = await yamabiko(['backup', next, '--data', data, ...config(), '--lang', 'ja']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('空ではありません');
  });

  it('warn of a link that is left out, in both languages', async () => {
    const linked = `${next}-config`;
    makeConfig(linked);
    symlinkSync('..', join(linked, 'up'));
    const words = (to: string) => ['backup', to, '--data', data, '--config', linked];
    const en = await yamabiko(words(next));
    expect(en).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('(2 of the configuration)'),
    });
    // A slow machine tells its progress there too.
    expect(en.stderr).toContain(
      `warning: ${linked}/up: links to a folder that it lies in itself; it is not in the backup\n`,
    );
    const ja = await yamabiko([...words(`${next}-ja`), '--lang', 'ja']);
    expect(ja.stderr).toContain(`警告: ${linked}/up: リンク先が、このリンク自身を含むフォルダです`);
  });

  it('work beside a running service, into whose directory nothing is restored', async () => {
    const live = `${next}-live`;
    cpSync(data, live, { recursive: true });
    const store = await openTestStore(live);
    try {
      expect(await yamabiko(['backup', next, '--data', live, ...config()])).toMatchObject({
        code: 0,
      });
      expect(await yamabiko(['verify', live])).toMatchObject({ code: 0 });
      const refused = await yamabiko(['restore', next, '--data', live]);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('another process uses');
    } finally {
      await store.close();
    }
  });

  it('refuse a flipped byte with exit code 1, naming the file', async () => {
    await yamabiko(['backup', next, '--data', data, ...config()]);
    const file = join(next, 'data/rollups/2026-05.sqlite');
    const bytes = readFileSync(file);
    bytes[5000] = (bytes[5000] ?? 0) ^ 4;
    writeFileSync(file, bytes);
    const verified = await yamabiko(['verify', next]);
    expect(verified.code).toBe(1);
    expect(verified.stderr).toContain('data/rollups/2026-05.sqlite: its content is not as it was');
    const restored = await yamabiko(['restore', next, '--data', `${next}-data`]);
    expect(restored.code).toBe(1);
    expect(restored.stderr).toContain(file);
    expect(existsSync(`${next}-data`)).toBe(false);
  });

  it('mark practice data and bring it back below practice/', async () => {
    const place = `${next}-data`;
    cpSync(data, join(place, 'practice'), { recursive: true });
    const backup = await yamabiko(['backup', next, '--data', place, ...config()]);
    expect(backup.stdout).toMatch(/^PRACTICE: /);
    const restored = await yamabiko(['restore', next, '--data', `${next}-back`]);
    expect(restored.stdout).toMatch(/^PRACTICE: /);
    expect(existsSync(join(`${next}-back`, 'practice', 'samples'))).toBe(true);
    const verified = await yamabiko(['verify', `${next}-back`, '--json']);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      valid: true,
      practice: true,
      problems: [],
    });
  });

  const wrong: readonly [string[], number, string][] = [
    [['backup'], 2, 'an argument is missing'],
    [['backup', '/nowhere/x', '--data', '/nowhere'], 1, 'holds no samples'],
    [['restore', '/nowhere'], 1, 'is no backup'],
    [['verify', '/nowhere'], 1, 'holds no samples'],
    [['capacity', '--targets', '0'], 2, 'a positive whole number'],
    [['capacity', '--config', '/nowhere'], 2, 'no configuration folder'],
  ];
  it.each(wrong)('say what is wrong with %j', async (words, code, text) => {
    const ended = await yamabiko(words);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(text);
  });
});

describe('the help', () => {
  it.each(['backup', 'restore', 'verify', 'capacity'])(
    'explains %s in both languages',
    async (name) => {
      const [english, japanese] = await Promise.all([
        yamabiko([name, '--help']),
        yamabiko([name, '--help', '--lang', 'ja']),
      ]);
      expect([english.code, japanese.code]).toEqual([0, 0]);
      expect(english.stdout).toContain(`yamabiko ${name} `);
      expect(english.stdout).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(japanese.stdout).toMatch(/[ぁ-ん]/);
    },
  );
});

describe('capacity', () => {
  it('shows growth as measured, by data alone', async () => {
    const { code, stdout } = await yamabiko([
      'capacity',
      '--data',
      data,
      '--targets',
      '10',
      '--json',
    ]);
    const found = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      practice: false,
      load: { series: 10, probesPerSecond: expect.any(Number) },
      disk: { rawDays: 4, daily: { days: 2, samples: 576 } },
      growth: { from: 'scaled' },
      fullOn: null,
    });
    const asked = found.load.probesPerDay / 576;
    expect(found.growth.rawBytes).toBe(Math.round(found.disk.daily.rawBytes * asked));
  });

  it('estimates where nothing is stored, and says so in both languages', async () => {
    const words = ['capacity', '--data', next, '--targets', '4303'];
    const { stdout } = await yamabiko(words);
    expect(stdout).toContain('estimated from docs/bench/store');
    expect(stdout).toMatch(
      /^Reckoned with the configuration config, for 4,303 sites in the same mix$/m,
    );
    expect(stdout).toMatch(/^Times are in Asia\/Tokyo\.\n$/m);
    expect(stdout).toMatch(/^Probing {7}4,303 series, /m);
    const ja = await yamabiko([...words, '--lang', 'ja']);
    expect(ja.stdout).toContain('docs/bench/store の実測による見積もり');
    expect(ja.stdout).toMatch(/^計算のもと: 設定 config、同じ構成の 4,303 件に換算$/m);
  });

  it('finds a problem in a disk that is soon full', async () => {
    const words = ['capacity', '--data', next, '--targets', '9999999'];
    const { code, stdout } = await yamabiko(words);
    expect(stdout).toMatch(/; full on \d{4}-\d{2}-\d{2}$/m);
    expect(code).toBe(1);
  });
});

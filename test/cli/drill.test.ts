import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drillFolder } from '../app/drill/drill-folder.ts';
import { Yamabiko, yamabiko } from '../support/yamabiko.ts';

const folder = drillFolder();
afterAll(() => rmSync(folder.root, { recursive: true, force: true }));

describe('drill list', () => {
  it('names every drill with its day, in the user’s language', async () => {
    const [en, ja] = await Promise.all([
      yamabiko(['drill', 'list']),
      yamabiko(['drill', 'list'], { LC_ALL: 'ja_JP.UTF-8' }),
    ]);
    expect([en.code, ja.code]).toEqual([0, 0]);
    expect(en.stdout).toMatch(
      /^2023-06-06-name-servers +2023-06-06 17:15 +1:45 +something in common +6 June 2023/m,
    );
    expect(ja.stdout).toMatch(/^2019-10-12-typhoon +2019-10-12 12:00 +8:00 +セプター内 +2019年/m);
    expect(en.stdout).toContain('Times are in Asia/Tokyo.');
  });

  it('gives the same as JSON', async () => {
    const { stdout } = await yamabiko(['drill', 'list', '--json', '--config', folder.config]);
    const list = JSON.parse(stdout) as { readonly scenarios: readonly { readonly id: string }[] };
    expect(list).toMatchObject({ timezone: 'Asia/Tokyo', problems: [] });
    expect(list.scenarios.map(({ id }) => id)).toEqual(['trial']);
  });
});

describe('drill start without a service', () => {
  it('runs the drill by itself until it is ended from elsewhere', async () => {
    const data = join(folder.root, 'alone');
    const options = ['--data', data, '--config', folder.config, '--listen', '127.0.0.1:0'];
    const alone = new Yamabiko(['drill', 'start', 'trial', '--speed', '1', ...options]);
    const [, url = ''] = await alone.printed(/Board: (http:\/\/127\.0\.0\.1:\d+)/);
    await alone.printed(/Samples: .*alone.drill-trial-\d{8}-\d{6}/);
    const response = await fetch(`${url}/api/overview`);
    expect(await response.text()).toContain('"scenario":"trial"');
    const second = await yamabiko(['drill', 'start', 'trial', '--data', data]);
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining('is running; end it'),
    ]);
    const stop = await yamabiko(['drill', 'stop', '--data', data, '--json']);
    expect(JSON.parse(stop.stdout)).toMatchObject({ kind: 'drill_ended', title: { en: 'Trial' } });
    const { code, stdout } = await alone.ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('End of EXERCISE: Trial')]);
  });

  it('says what it cannot do', async () => {
    const data = join(folder.root, 'none');
    const [unknown, speed, none, words] = await Promise.all([
      yamabiko(['drill', 'start', 'trail', '--config', folder.config, '--data', data]),
      yamabiko(['drill', 'start', 'trial', '--speed', '7']),
      yamabiko(['drill', 'stop', '--data', data]),
      yamabiko(['drill', 'begin']),
    ]);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('there is no drill trail (did you mean trial?)'),
    ]);
    expect([speed.code, speed.stderr]).toEqual([
      2,
      expect.stringContaining('--speed takes one of'),
    ]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('No drill is running')]);
    expect([words.code, words.stderr]).toEqual([2, expect.stringContaining('list, start')]);
  });
});

import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { displayWidth, padBefore, padTo } from '../../src/cli/display-width.ts';
import { durationMsOf, waitMsOf } from '../../src/cli/duration.ts';
import { languageOf } from '../../src/cli/language.ts';
import { parseCall } from '../../src/cli/parse-call.ts';

describe('words of the command line', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
    ['365d', 31_536_000_000],
  ])('reads the duration %s', (text, durationMs) => {
    expect(durationMsOf(text, '--timeout')).toBe(durationMs);
  });

  it.each([
    [['check', 'a.example'], 'check', ['a.example']],
    [['--lang', 'ja', 'check', '--json'], 'check', ['--lang', 'ja', '--json']],
    [['--lang=ja', 'run'], 'run', ['--lang=ja']],
    [['--help', 'run'], 'run', ['--help']],
    [['--lang', 'ja'], null, ['--lang', 'ja']],
    [[], null, []],
  ])('finds the command of %j', (words, command, rest) => {
    expect(readCommandLine(words)).toEqual({ command, words: rest });
  });

  const command = {
    options: { config: { type: 'string' }, json: { type: 'boolean' } },
    positionals: [0, 1],
  } as const;

  it('takes options and arguments in any order', () => {
    const call = parseCall(command, ['--json', 'a.example', '--config=-x'], 'en');
    expect([call.positionals, call.text('config'), call.flag('json')]).toEqual([
      ['a.example'],
      '-x',
      true,
    ]);
  });

  it.each([
    [
      ['--comfig', 'x'],
      'there is no option --comfig (did you mean --config?)',
      '--comfig というオプションはありません（--config の誤りではありませんか）',
    ],
    [['-x'], 'there is no option -x', '-x というオプションはありません'],
    [['--config'], '--config needs a value', '--config には値が必要です'],
    [['--config='], '--config needs a value', '--config には値が必要です'],
    [['--config', '--json'], '--config needs a value', '--config には値が必要です'],
    [
      ['--json=1'],
      '--json takes no value (it was given 1)',
      '--json に値は付けられません（1 が付いています）',
    ],
    [
      ['--lang', 'fr'],
      '--lang takes ja or en, not fr',
      '--lang に指定できるのは ja か en です（指定された値: fr）',
    ],
    [['a', 'b'], 'there is an argument too many: b', '余分な引数があります: b'],
  ])('says in both languages what is wrong with %j', (words, en, ja) => {
    expect(() => parseCall(command, words, 'en')).toThrow(
      expect.objectContaining({ code: 'usage', text: { en, ja } }),
    );
  });

  it.each(['', '10', '0s', '-1s', '10 s', '1w', 'soon'])('refuses the duration %j', (text) => {
    expect(() => durationMsOf(text, '--timeout')).toThrow('--timeout takes a duration');
  });

  it.each(['25d', '600h', '9'.repeat(400).concat('h')])('waits at most 24 days, not %s', (text) => {
    expect(waitMsOf('24d', '--timeout')).toBe(2_073_600_000);
    expect(() => waitMsOf(text, '--timeout')).toThrow('--timeout takes at most 24 days (24d), not');
  });

  it.each([
    [['check', '--lang', 'ja'], { LANG: 'en_US.UTF-8' }, 'ja'],
    [['check', '--lang=en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
    [['check'], { LANG: 'ja_JP.UTF-8' }, 'ja'],
    [['check'], { LC_ALL: 'ja', LANG: 'en_US' }, 'ja'],
    [['check'], { LC_ALL: '', LANG: 'java' }, 'en'],
    [['check', '--lang'], {}, 'en'],
    [['check'], {}, 'en'],
  ] as const)('speaks for %j under %j in %s', (words, environment, language) => {
    expect(languageOf(words, environment)).toBe(language);
  });

  it('counts East Asian wide characters as two columns', () => {
    expect(displayWidth('計測 abc')).toBe(8);
    expect(padTo('計測', 6)).toBe('計測  ');
    expect(padTo('計測', 2)).toBe('計測');
    expect(padBefore('－', 4)).toBe('  －');
  });
});

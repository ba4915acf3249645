import { describe, expect, it } from 'vitest';
import { displayWidth, padTo } from '../../src/cli/display-width.ts';
import { durationMsOf } from '../../src/cli/duration.ts';
import { languageOf } from '../../src/cli/language.ts';

describe('words of the command line', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
  ])('reads the duration %s', (text, durationMs) => {
    expect(durationMsOf(text, '--timeout')).toBe(durationMs);
  });

  it.each(['', '10', '0s', '-1s', '10 s', '1d', 'soon'])('refuses the duration %j', (text) => {
    expect(() => durationMsOf(text, '--timeout')).toThrow('--timeout takes a duration');
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
  });
});

import { describe, expect, it } from 'vitest';
import { CATALOGUE_EN } from '../../../src/board/web/catalogue-en.ts';
import { CATALOGUE_JA } from '../../../src/board/web/catalogue-ja.ts';
import { outcomesLabel, sumOfHours } from '../../../src/board/web/strip-label.ts';
import { HEIGHT, type Hour, stripPaths } from '../../../src/board/web/strip-path.ts';

const hour = (changes: Partial<Hour>): Hour => ({
  success: 0,
  failure: 0,
  suspect: 0,
  missed: 0,
  ...changes,
});

describe('the strip of a day', () => {
  it('draws suspect failures apart, above those that count', () => {
    const only = stripPaths([hour({ success: 30, suspect: 30 })]);
    expect(only.failed).toBe('');
    expect(only.suspect).not.toBe('');
    const both = stripPaths([hour({ failure: 15, suspect: 45 })]);
    expect(edgesOf(both.failed)).toEqual([HEIGHT / 2, HEIGHT]);
    expect(edgesOf(both.suspect)).toEqual([0, HEIGHT / 2]);
  });

  it('draws nothing of an hour without samples', () => {
    expect(stripPaths([hour({})])).toEqual({ measured: '', failed: '', suspect: '', missed: '' });
  });

  it('names suspect failures where there are any', () => {
    const hours = [hour({ success: 58, failure: 2 }), hour({ success: 59, missed: 1 })];
    const sum = sumOfHours(hours);
    expect(outcomesLabel(sum, CATALOGUE_EN, 'en')).toBe('117 succeeded, 2 failed, 1 missed');
    const doubtful = { ...sum, suspect: 3 };
    expect(outcomesLabel(doubtful, CATALOGUE_EN, 'en')).toBe(
      '117 succeeded, 2 failed, 3 failed (suspect), 1 missed',
    );
    expect(outcomesLabel(doubtful, CATALOGUE_JA, 'ja')).toBe(
      '成功117、失敗2、失敗（参考値）3、未計測1',
    );
  });
});

/** Top and foot of the only box of a path. */
function edgesOf(path: string): readonly number[] {
  const [, top, height] = /^M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)h/.exec(path) ?? [];
  return [Number(top), Number(top) + Number(height)];
}

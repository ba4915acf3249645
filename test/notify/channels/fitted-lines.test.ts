import { describe, expect, it } from 'vitest';
import { fittedLines, type Room } from '../../../src/notify/channels/fitted-lines.ts';

const room = (most: number): Room => ({ most, costOf: (line) => line.length + 1 });
const names = Array.from({ length: 500 }, (_, index) => `サイト${index}`);
const text = ['【訓練】', ...names, '', '外部からの計測です。', '【訓練】'].join('\n');

describe('the lines of a text', () => {
  it('are all there where they fit, blank ones within too', () => {
    expect(fittedLines('a\n\nb\n', 'ja', room(6))).toEqual(['a', '', 'b']);
  });

  it('keep their beginning and end where they do not, and say that something is missing', () => {
    const lines = fittedLines(text, 'ja', room(400));
    expect(lines.reduce((sum, line) => sum + line.length + 1, 0)).toBeLessThanOrEqual(400);
    expect(lines[0]).toBe('【訓練】');
    expect(lines.slice(-2)).toEqual(['外部からの計測です。', '【訓練】']);
    const cut = lines.indexOf('（長いため、ここで途中を省略しました）');
    expect(lines.slice(0, cut)).toEqual(['【訓練】', ...names.slice(0, cut - 1)]);
    expect(cut).toBeGreaterThan(20);
    expect(fittedLines(text, 'en', room(400))).toContain(
      '(shortened here: too long for this channel)',
    );
  });

  it('become several where one is very long, never inside a character', () => {
    const lines = fittedLines('𠮷'.repeat(2500), 'ja', room(10_000));
    expect(lines.map((line) => Array.from(line).length)).toEqual([1000, 1000, 500]);
    expect(lines.join('')).toBe('𠮷'.repeat(2500));
  });
});

import { describe, expect, it } from 'vitest';
import { failureText } from '../../src/app/reload/failure-text.ts';
import { AppError } from '../../src/core/errors.ts';

describe('why a reload failed', () => {
  it('is our own text where there is one in both languages', () => {
    const text = { ja: '読み取れません', en: 'it cannot be read' };
    expect(failureText(new AppError('config_invalid', text))).toEqual(text);
  });

  it.each([
    ['a system’s error', new Error('EIO: i/o error')],
    ['our own without a Japanese text', new AppError('config_invalid', 'EIO: i/o error')],
    ['something thrown that is no error', 'EIO: i/o error'],
  ])('is a sentence in both languages around %s', (_, error) => {
    expect(failureText(error)).toEqual({
      ja: '設定の読み直しの途中で失敗しました（詳細: EIO: i/o error）',
      en: 'reloading the configuration failed: EIO: i/o error',
    });
  });
});

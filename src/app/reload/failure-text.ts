import { AppError, messageOf } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';

/**
 * Why a reload failed, for people of both languages: our own texts as they are; what a system or a
 * library said, in whatever language it speaks, inside a sentence of ours.
 */
export function failureText(error: unknown): Text {
  if (error instanceof AppError && error.text.ja !== error.text.en) return error.text;
  const said = messageOf(error);
  return {
    ja: `設定の読み直しの途中で失敗しました（詳細: ${said}）`,
    en: `reloading the configuration failed: ${said}`,
  };
}

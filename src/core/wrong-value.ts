import { AppError } from './errors.ts';
import type { Text } from './words/language.ts';

/** The `usage` error for a value that an option does not take. */
export function wrongValue(option: string, expected: Text, found: string): AppError {
  return new AppError('usage', {
    ja: `${option} に指定できるのは${expected.ja}です（指定された値: ${found}）`,
    en: `${option} takes ${expected.en}, not ${found}`,
  });
}

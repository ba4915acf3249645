import { codeOf } from './errors.ts';
import type { Text } from './words/language.ts';

/**
 * What and what to do where the system denied access to `path`; null for every other error. To be
 * given the error of a system call, not one made of it.
 */
export function accessDenied(path: string, to: 'read' | 'write', error: unknown): Text | null {
  if (!['EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return null;
  return to === 'read'
    ? {
        ja: `${path} を読む権限がありません。yamabiko を実行するユーザーに読み取りを許可してください`,
        en: `there is no permission to read ${path}; let the user who runs yamabiko read it`,
      }
    : {
        ja: `${path} に書き込む権限がありません。yamabiko を実行するユーザーに書き込みを許可するか、別の場所を指定してください`,
        en: `there is no permission to write to ${path}; let the user who runs yamabiko write there, or name another place`,
      };
}

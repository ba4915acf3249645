import { statSync } from 'node:fs';
import { AppError, codeOf } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';
import { lockPath } from '../../store/embedded/file-names.ts';

/**
 * The user id of the service that works in a data directory, where it is another than ours; null where
 * it is ours, where no service ever was, and where the system has no such users.
 */
export function foreignOwnerOf(storeDir: string): number | null {
  const us = process.getuid?.();
  const owner = ownerOf(lockPath(storeDir));
  return us === undefined || owner === us ? null : owner;
}

/**
 * Throws `store_unavailable` before anything is written to a store of another user's service: what
 * root leaves there the service could not open at its next start.
 */
export function requireOwnStore(storeDir: string): void {
  const owner = foreignOwnerOf(storeDir);
  if (owner === null) return;
  throw new AppError('store_unavailable', foreignText(storeDir, owner));
}

export function foreignText(storeDir: string, owner: number): Text {
  return {
    ja: `${storeDir} のサービスは別のユーザー（uid ${owner}）のものです。何も変えていません。そのユーザーで実行してください（例: sudo -u '#${owner}' npx yamabiko …）`,
    en: `the service of ${storeDir} belongs to another user (uid ${owner}); nothing was changed. Run it as that user (such as: sudo -u '#${owner}' npx yamabiko …)`,
  };
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

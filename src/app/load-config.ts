import { stat } from 'node:fs/promises';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { accessDenied } from '../core/access-denied.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import { isGloballyReachable } from '../probe/address-guard.ts';

/** The configuration as the service would use it; rejects with `usage` where there is no folder. */
export async function loadFolder(dir: string): Promise<LoadedConfig> {
  await requireFolder(dir);
  return await loadConfig(dir, {
    isReachable: (address, family) => isGloballyReachable({ address, family }),
  });
}

/** Rejects with `usage` where there is no folder. */
export async function requireFolder(dir: string): Promise<void> {
  if (await isFolder(dir)) return;
  throw new AppError('usage', {
    ja: `設定フォルダ ${dir} がありません`,
    en: `there is no configuration folder ${dir}`,
  });
}

/** Whether a folder is there; rejects with `config_invalid` where the system does not tell. */
export async function isFolder(dir: string): Promise<boolean> {
  try {
    return (await stat(dir)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    const text = accessDenied(dir, 'read', error) ?? `${dir}: ${messageOf(error)}`;
    throw new AppError('config_invalid', text, { cause: error });
  }
}

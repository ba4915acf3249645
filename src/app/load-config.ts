import { stat } from 'node:fs/promises';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { AppError } from '../core/errors.ts';
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

export async function isFolder(dir: string): Promise<boolean> {
  const found = await stat(dir).catch(() => null);
  return found?.isDirectory() === true;
}

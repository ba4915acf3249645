import { lstat } from 'node:fs/promises';
import { newFile } from '../../config/new-file.ts';
import { replaceAnew } from '../../config/replace-file.ts';
import { AppError, codeOf } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';

/** What is marked is at first its writer's alone; whom it is handed on to is for him to say. */
const PRIVATE = 0o600;

/**
 * Puts a file of the board, which bears its marking, where only its writer can read it, whole or not at
 * all. Rejects as the system does, and with `usage` where something is there: a file that is not to be
 * replaced, or what is no file of its own (a link, a device, a folder).
 */
export async function saveSnapshot(
  path: string,
  html: string,
  { replaces }: { readonly replaces: boolean },
): Promise<void> {
  if (!replaces) return await saveNew(path, html);
  if (!(await isReplaceable(path))) throw new AppError('usage', noFileText(path));
  await replaceAnew(path, html, PRIVATE);
}

async function saveNew(path: string, html: string): Promise<void> {
  try {
    await newFile(path, html, PRIVATE);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new AppError('usage', existsText(path), { cause: error });
  }
}

async function isReplaceable(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}

function existsText(path: string): Text {
  return {
    ja: `${path} はすでにあります（置き換えるには --force）`,
    en: `${path} exists already (--force replaces it)`,
  };
}

function noFileText(path: string): Text {
  return {
    ja: `${path} は通常のファイルではないため（リンク、デバイス、フォルダー）、置き換えません`,
    en: `${path} is no ordinary file (a link, a device or a folder), and is not replaced`,
  };
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Environment } from '../authorities.ts';

export interface NotifySecretPlace {
  /** Comes before the file. */
  readonly variable: string;
  /** null = none. */
  readonly file: string | null;
  /** The file lies relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
}

/** A secret of a channel; null where there is neither. Rejects with `usage` for a file that cannot be read. */
export async function notifySecret(place: NotifySecretPlace): Promise<string | null> {
  const { variable, file, configDir, environment } = place;
  const own = environment[variable]?.trim() ?? '';
  if (own !== '' || file === null) return own || null;
  const path = resolve(configDir ?? '.', file);
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch (error) {
    const text = {
      ja: `${variable} がなく、ファイル ${path} を読み取れません（${messageOf(error)}）`,
      en: `there is no ${variable}, and the file ${path} cannot be read (${messageOf(error)})`,
    };
    throw new AppError('usage', text, { cause: error });
  }
}

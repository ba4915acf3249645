import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../core/errors.ts';
import type { Environment } from './authorities.ts';

/** Where secrets are looked up. */
export interface SecretPlaces {
  /** Files lie relative to it; null = the working directory. */
  readonly configDir: string | null;
  readonly environment: Environment;
}

export interface SecretPlace extends SecretPlaces {
  /** Comes before the file. */
  readonly variable: string;
  /** null = none. */
  readonly file: string | null;
}

/** A secret of the service; null where there is neither. Rejects with `usage` for a file that cannot be read. */
export async function readSecret(place: SecretPlace): Promise<string | null> {
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

import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Environment } from '../authorities.ts';

export interface SecretPlace {
  /** Of the option that names the file, with its dashes. */
  readonly option: string;
  /** null where the option was not given. */
  readonly file: string | null;
  /** Of the variable that is used without it. */
  readonly variable: string;
  readonly environment: Environment;
}

/** A secret, which never stands in a command line; rejects with `usage` where there is none. */
export async function secretFrom(place: SecretPlace): Promise<string> {
  const { option, file, variable, environment } = place;
  if (file === null) {
    const text = environment[variable]?.trim() ?? '';
    if (text !== '') return text;
    throw new AppError('usage', {
      ja: `環境変数 ${variable} か ${option} FILE が必要です`,
      en: `${variable} in the environment or ${option} FILE is needed`,
    });
  }
  const text = await contentOf(file, option);
  if (text !== '') return text;
  throw new AppError('usage', {
    ja: `${option} のファイル ${file} が空です`,
    en: `the file ${file} of ${option} is empty`,
  });
}

async function contentOf(file: string, option: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const text = {
      ja: `${option} のファイル ${file} を読み取れません（${messageOf(error)}）`,
      en: `the file ${file} of ${option} cannot be read (${messageOf(error)})`,
    };
    throw new AppError('usage', text, { cause: error });
  }
}

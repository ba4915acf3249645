import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { AppError, messageOf } from '../core/errors.ts';

/** PEM file of authorities that outgoing connections trust beside Node's and the system's. */
const EXTRA_CA = 'YAMABIKO_EXTRA_CA';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Authorities that outgoing connections trust, PEM. Rejects with `usage` for an unreadable file. */
export async function authoritiesOf(environment: Environment): Promise<string[]> {
  const file = environment[EXTRA_CA] ?? '';
  const own = file === '' ? [] : [await readAuthorities(file)];
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...own])];
}

async function readAuthorities(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const text = {
      ja: `環境変数 ${EXTRA_CA} のファイル ${file} を読み取れません（${messageOf(error)}）`,
      en: `${EXTRA_CA} ${file} cannot be read (${messageOf(error)})`,
    };
    throw new AppError('usage', text, { cause: error });
  }
}

import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Problem } from '../../config/problem.ts';
import { readSourceFile } from '../../config/source-file.ts';
import type { BoardTlsConfig, Config } from '../../core/config.ts';
import { AppError } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';
import { readTls } from './read-tls.ts';

const FILE = 'yamabiko.yaml';

/**
 * A warning where a board of this valid configuration in `dir`, started here, would not start, or browsers
 * would not trust it at `now`, epoch ms.
 */
export async function tlsWarnings(
  dir: string,
  { board: { tls }, council: { publicUrl } }: Config,
  now: number,
): Promise<readonly Problem[]> {
  const text = tls === undefined ? null : await whyNot(tls, { dir, publicUrl, now });
  if (text === null) return [];
  const { source } = await readSourceFile(dir, FILE);
  const details = { code: 'tls_unusable', found: null, expected: text } as const;
  return source === null ? [] : [source.problem(['board', 'tls', 'certificateFile'], details)];
}

/** null = all is well. */
async function whyNot(
  tls: BoardTlsConfig,
  { dir, publicUrl, now }: { dir: string; publicUrl: string | null; now: number },
): Promise<Text | null> {
  try {
    const { certificate, endsAt } = await readTls(tls, dir);
    if (endsAt <= now) return endedText(endsAt);
    return publicUrl === null || isOfUrl(certificate, publicUrl) ? null : otherName(publicUrl);
  } catch (error) {
    if (error instanceof AppError && error.code === 'board_unavailable') return error.text;
    throw error;
  }
}

function isOfUrl(certificate: X509Certificate, url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const name = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  return name !== undefined;
}

function endedText(endsAt: number): Text {
  const at = new Date(endsAt).toISOString();
  return {
    ja: `証明書の期限が切れています（${at}）`,
    en: `the certificate has ended (${at})`,
  };
}

function otherName(publicUrl: string): Text {
  const { hostname } = new URL(publicUrl);
  return {
    ja: `証明書に council.publicUrl の名前（${hostname}）がありません`,
    en: `the certificate is not of the name in council.publicUrl (${hostname})`,
  };
}

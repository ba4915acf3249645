import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsTexts } from '../../board/board-server.ts';
import type { BoardTlsConfig } from '../../core/config.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';

/** A certificate and its key that a board can speak TLS by. */
export interface ReadTls extends TlsTexts {
  readonly certificate: X509Certificate;
  /** Until when it is valid, epoch ms. */
  readonly endsAt: number;
}

/**
 * The certificate and key of the files, which belong together. Rejects with `board_unavailable` and which
 * file is at fault: it cannot be read, is no PEM of its kind, or the key is of another certificate.
 */
export async function readTls(files: BoardTlsConfig, dir: string | null): Promise<ReadTls> {
  const certificatePath = resolve(dir ?? '.', files.certificateFile);
  const keyPath = resolve(dir ?? '.', files.keyFile);
  const cert = await textOf(certificatePath);
  const key = await textOf(keyPath);
  const certificate = certificateOf(cert, certificatePath);
  if (!certificate.checkPrivateKey(keyOf(key, keyPath))) {
    throw unusable(keyPath, {
      ja: `${certificatePath} の証明書の鍵ではありません`,
      en: `it is not the key of the certificate in ${certificatePath}`,
    });
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw unusable(certificatePath, plain(messageOf(error)), error);
  }
  return { cert, key, certificate, endsAt: certificate.validToDate.getTime() };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = messageOf(error);
    const text = { ja: `読み取れません（${why}）`, en: `it cannot be read (${why})` };
    throw unusable(path, text, error);
  }
}

/** The first of the file: those that lead to its authority follow it. */
function certificateOf(text: string, path: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw unusable(path, { ja: 'PEM の証明書がありません', en: 'it holds no certificate' }, error);
  }
}

function keyOf(text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    const words = {
      ja: 'パスフレーズのない PEM の秘密鍵がありません',
      en: 'it holds no private key without a passphrase',
    };
    throw unusable(path, words, error);
  }
}

function unusable(path: string, why: Text, cause?: unknown): AppError {
  const text = {
    ja: `画面の TLS に ${path} を使えません: ${why.ja}`,
    en: `${path} cannot be used for TLS of the board: ${why.en}`,
  };
  return new AppError('board_unavailable', text, { cause });
}

function plain(text: string): Text {
  return { ja: text, en: text };
}

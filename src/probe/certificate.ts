import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from '../core/words/probe-record.ts';

type Facts = Omit<Certificate, 'authorized' | 'error'>;

/** Certificates remembered; about 1 KiB each. */
const MAX_REMEMBERED = 2_048;

/**
 * Facts of presented leaf certificates. Reading names and dates out of X.509 costs more than the
 * fingerprint, and most probes see the certificate of the probe before.
 */
export class CertificateReader {
  readonly #byFingerprint = new Map<string, Facts>();

  /** The leaf of a finished handshake with the verdict on it; null when none was presented. */
  read(socket: TLSSocket): Certificate | null {
    const leaf = socket.getPeerX509Certificate();
    if (leaf === undefined) return null;
    const fingerprint = leaf.fingerprint256;
    let facts = this.#byFingerprint.get(fingerprint);
    if (facts === undefined) {
      facts = factsOf(leaf);
      this.#remember(fingerprint, facts);
    }
    return { ...facts, authorized: socket.authorized, error: errorCodeOf(socket) };
  }

  #remember(fingerprint: string, facts: Facts): void {
    if (this.#byFingerprint.size >= MAX_REMEMBERED) {
      const [oldest] = this.#byFingerprint.keys();
      if (oldest !== undefined) this.#byFingerprint.delete(oldest);
    }
    this.#byFingerprint.set(fingerprint, facts);
  }
}

function factsOf(leaf: X509Certificate): Facts {
  return {
    notBefore: leaf.validFromDate.getTime(),
    notAfter: leaf.validToDate.getTime(),
    issuer: commonNameOf(leaf.issuer),
    subject: commonNameOf(leaf.subject),
    fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** `name` has one attribute a line (`CN=…`); without a common name its lines, joined. */
function commonNameOf(name: string | undefined): string {
  if (name === undefined) return '';
  const lines = name.split('\n');
  const commonName = lines.findLast((line) => line.startsWith('CN='));
  return commonName === undefined ? lines.join(', ') : commonName.slice(3);
}

/** OpenSSL's or Node's code. `authorizationError` is declared an Error and holds the code's text. */
function errorCodeOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return error instanceof Error ? error.message : 'UNABLE_TO_VERIFY';
}

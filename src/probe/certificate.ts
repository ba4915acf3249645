import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type TLSSocket } from 'node:tls';
import { codeOf } from '../core/errors.ts';
import type { Certificate } from '../core/words/probe-record.ts';

/** A certificate as presented, before the verdict on it. */
interface Presented {
  readonly facts: Omit<Certificate, 'authorized' | 'error'>;
  /** Host name to the error code of the check against it; null = it is the host's. */
  readonly identityErrors: Map<string, string | null>;
}

/** Certificates remembered, and hosts of each; about 1 KiB a certificate. */
const MAX_CERTIFICATES = 2_048;
const MAX_HOSTS = 64;

/**
 * Reads and judges presented leaf certificates. Most probes see the certificate of the probe before,
 * and reading X.509 costs as much as a tenth of a handshake, so what is read is remembered by the
 * fingerprint. The chain itself is verified by OpenSSL in every handshake.
 */
export class CertificateReader {
  readonly #byFingerprint = new Map<string, Presented>();

  /** The leaf of a finished handshake with the verdict for `host`; null when none was presented. */
  read(socket: TLSSocket, host: string): Certificate | null {
    const leaf = socket.getPeerX509Certificate();
    if (leaf === undefined) return null;
    const fingerprint = leaf.fingerprint256;
    let presented = this.#byFingerprint.get(fingerprint);
    if (presented === undefined) {
      presented = { facts: factsOf(leaf), identityErrors: new Map() };
      keepWithin(this.#byFingerprint, MAX_CERTIFICATES);
      this.#byFingerprint.set(fingerprint, presented);
    }
    const error = chainErrorOf(socket) ?? identityErrorOf(presented, leaf, host);
    return { ...presented.facts, authorized: error === null, error };
  }
}

function factsOf(leaf: X509Certificate): Presented['facts'] {
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

/** OpenSSL's code. `authorizationError` is declared an Error and holds the code's text. */
function chainErrorOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return error instanceof Error ? (codeOf(error) ?? error.message) : 'UNABLE_TO_VERIFY';
}

function identityErrorOf(presented: Presented, leaf: X509Certificate, host: string): string | null {
  const { identityErrors } = presented;
  const known = identityErrors.get(host);
  if (known !== undefined) return known;
  const error = checkServerIdentity(host, leaf.toLegacyObject());
  const code = error === undefined ? null : (codeOf(error) ?? error.message);
  keepWithin(identityErrors, MAX_HOSTS);
  identityErrors.set(host, code);
  return code;
}

/** Makes room for one more by dropping the entry set first. */
function keepWithin(map: Map<string, unknown>, maxEntries: number): void {
  if (map.size < maxEntries) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

import { type Identity, issueIdentity } from './certificate.ts';

/** PEM texts that a TLS server presents: its certificate with its issuer's, and the key. */
export interface ServerKeys {
  readonly chain: string;
  readonly key: string;
}

/** The practice council's own public-key world; made anew at each start. */
export interface PracticeCertificates {
  /** The root, PEM: who trusts it trusts every issuer below. */
  readonly ca: string;
  /** One certificate from each issuer, as two hosting providers would have them. */
  readonly issuers: readonly ServerKeys[];
  /** Ended ten days ago. */
  readonly expired: ServerKeys;
}

const DAY_MS = 86_400_000;
const ISSUERS = ['Kakū practice issuer A', 'Tatoe practice issuer B'] as const;
const LOOPBACK = {
  dnsNames: ['localhost'],
  addresses: [Uint8Array.of(127, 0, 0, 1), Uint8Array.of(...Array(15).fill(0), 1)],
};

/** One root, two issuers, a certificate of each for loopback, and one that has expired. */
export function makePracticeCertificates(now: number): PracticeCertificates {
  const years = { notBefore: now - 1000 * DAY_MS, notAfter: now + 3650 * DAY_MS };
  const root = issueIdentity({ name: 'Practice root', issuer: null, server: null, ...years });
  const issuers = ISSUERS.map((name) =>
    issueIdentity({ name, issuer: root, server: null, ...years }),
  );
  const current = { notBefore: now - DAY_MS, notAfter: now + 397 * DAY_MS };
  const past = { notBefore: now - 400 * DAY_MS, notAfter: now - 10 * DAY_MS };
  return {
    ca: root.certificate,
    issuers: issuers.map((issuer) => serverKeys(issuer, current)),
    expired: serverKeys(issuers[0] ?? root, past),
  };
}

function serverKeys(
  issuer: Identity,
  validity: { readonly notBefore: number; readonly notAfter: number },
): ServerKeys {
  const leaf = issueIdentity({ name: 'localhost', issuer, server: LOOPBACK, ...validity });
  return {
    chain: leaf.certificate + issuer.certificate,
    key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

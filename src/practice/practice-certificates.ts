import { type Identity, issueIdentity, privateKeyOf } from './identity.ts';

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

interface Validity {
  /** Epoch ms. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const DAY_MS = 86_400_000;
const ISSUERS = ['Kakū practice issuer A', 'Tatoe practice issuer B'] as const;

/** One root, two issuers, a certificate of each for loopback, and one that has expired. */
export async function makePracticeCertificates(now: number): Promise<PracticeCertificates> {
  const years = { notBefore: now - 1000 * DAY_MS, notAfter: now + 3650 * DAY_MS };
  const current = { notBefore: now - DAY_MS, notAfter: now + 397 * DAY_MS };
  const past = { notBefore: now - 400 * DAY_MS, notAfter: now - 10 * DAY_MS };
  const root = await issueIdentity({ name: 'Practice root', issuer: null, hosts: null, ...years });
  const issuers = await Promise.all(
    ISSUERS.map((name) => issueIdentity({ name, issuer: root, hosts: null, ...years })),
  );
  return {
    ca: root.certificate,
    issuers: await Promise.all(issuers.map((issuer) => serverKeys(issuer, current))),
    expired: await serverKeys(issuers[0] ?? root, past),
  };
}

async function serverKeys(issuer: Identity, validity: Validity): Promise<ServerKeys> {
  const leaf = await issueIdentity({
    name: 'localhost',
    issuer,
    hosts: [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
      { type: 'ip', value: '::1' },
    ],
    ...validity,
  });
  return { chain: leaf.certificate + issuer.certificate, key: await privateKeyOf(leaf) };
}

import { X509Certificate } from 'node:crypto';
import { type Identity, issueIdentity, privateKeyOf } from './identity.ts';
import type { Behaviour } from './site-behaviour.ts';

/** PEM texts that a TLS server presents: its certificate with its issuer's, and the key. */
export interface ServerKeys {
  readonly chain: string;
  readonly key: string;
  /** Epoch ms. */
  readonly notAfter: number;
  /** SHA-256, lower-case hex without colons. */
  readonly fingerprint: string;
}

/** The practice council's own public-key world; made anew at each start. */
export interface PracticeCertificates {
  /** The root, PEM: who trusts it trusts every issuer below but that of `untrusted`. */
  readonly ca: string;
  readonly keys: readonly ServerKeys[];
  /** Which of {@link keys} a host presents. */
  readonly byHost: ReadonlyMap<string, number>;
}

export interface CertifiedHost {
  readonly host: string;
  readonly certificate: Behaviour['certificate'];
}

const DAY_MS = 86_400_000;
const ISSUERS = [
  'Kakū practice issuer A',
  'Tatoe practice issuer B',
  'Maboroshi practice issuer C',
] as const;
/** Certificates of valid hosts are at most about this many: each costs some ms. */
const MOST_CERTIFICATES = 48;
/** Hosts of one certificate where they are few. */
const FEWEST_HOSTS = 4;

/**
 * Certificates for every host, each for a handful of them as hosting providers have them: from three
 * issuers below one root, from an issuer that nobody trusts, or past their end.
 */
export async function makePracticeCertificates(
  hosts: readonly CertifiedHost[],
  now: number,
): Promise<PracticeCertificates> {
  const years = { notBefore: now - 1000 * DAY_MS, notAfter: now + 3650 * DAY_MS };
  const groups = groupsOf(hosts);
  const [root, stranger] = await Promise.all([
    issueIdentity({ name: 'Practice root', issuer: null, hosts: null, ...years }),
    issueIdentity({ name: 'Practice stranger', issuer: null, hosts: null, ...years }),
  ]);
  const used = ISSUERS.slice(0, groups.length);
  const issuers = await Promise.all(
    used.map((name) => issueIdentity({ name, issuer: root, hosts: null, ...years })),
  );
  const keys = await Promise.all(
    groups.map(({ names, certificate, issuer }) =>
      serverKeys(certificate === 'untrusted' ? stranger : (issuers[issuer] ?? root), {
        names,
        notBefore: now - (certificate === 'expired' ? 400 : 1) * DAY_MS,
        notAfter: now + (certificate === 'expired' ? -10 : 397) * DAY_MS,
      }),
    ),
  );
  const byHost = groups.flatMap(({ names }, index) => names.map((name) => [name, index] as const));
  return { ca: root.certificate, keys, byHost: new Map(byHost) };
}

interface Group {
  readonly names: readonly string[];
  readonly certificate: Behaviour['certificate'];
  readonly issuer: number;
}

function groupsOf(hosts: readonly CertifiedHost[]): Group[] {
  const size = Math.max(FEWEST_HOSTS, Math.ceil(hosts.length / MOST_CERTIFICATES));
  return [...Map.groupBy(hosts, ({ certificate }) => certificate)].flatMap(([certificate, of]) =>
    Array.from({ length: Math.ceil(of.length / size) }, (_, index) => ({
      names: of.slice(index * size, (index + 1) * size).map(({ host }) => host),
      certificate,
      issuer: index % ISSUERS.length,
    })),
  );
}

async function serverKeys(
  issuer: Identity,
  leaf: {
    readonly names: readonly string[];
    readonly notBefore: number;
    readonly notAfter: number;
  },
): Promise<ServerKeys> {
  const { names, notBefore, notAfter } = leaf;
  const identity = await issueIdentity({
    name: names[0] ?? 'practice.test',
    issuer,
    hosts: names.map((value) => ({ type: 'dns', value })),
    notBefore,
    notAfter,
  });
  const { fingerprint256, validToDate } = new X509Certificate(identity.certificate);
  return {
    chain: identity.certificate + issuer.certificate,
    key: await privateKeyOf(identity),
    notAfter: validToDate.getTime(),
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

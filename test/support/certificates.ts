import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** PEM texts for a TLS server. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
  /** Whole seconds, epoch ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string;
}

export interface CertificateRequest {
  /** DNS names (`*.site.test` too) and IP literals; the first is the common name. */
  readonly hosts: readonly string[];
  /** Epoch ms; default a day ago and in 90 days. */
  readonly notBefore?: number;
  readonly notAfter?: number;
}

export interface TestAuthority {
  /** PEM, to be trusted by the one who connects. */
  readonly ca: string;
  issue(request: CertificateRequest): Promise<ServerCertificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const DAY_MS = 86_400_000;

/** A certificate authority with an ECDSA P-256 key, made on the spot. */
export async function createAuthority(commonName = 'Test authority'): Promise<TestAuthority> {
  const keys = await newKeys();
  const name = `CN=${commonName}`;
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity({ hosts: [] }),
    name,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    ca: authority.toString('pem'),
    issue: async (request) => {
      const leafKeys = await newKeys();
      const leaf = await X509CertificateGenerator.create({
        ...validity(request),
        subject: subjectOf(request),
        issuer: name,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          ...leafExtensions(request),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return toServerCertificate(leaf, leafKeys);
    },
  };
}

/** A certificate that vouches for itself. */
export async function selfSigned(request: CertificateRequest): Promise<ServerCertificate> {
  const keys = await newKeys();
  const leaf = await X509CertificateGenerator.createSelfSigned({
    ...validity(request),
    name: subjectOf(request),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: leafExtensions(request),
  });
  return toServerCertificate(leaf, keys);
}

/** Every kind of certificate for one set of hosts. */
export interface TestCertificates {
  readonly ca: string;
  readonly valid: ServerCertificate;
  /** Ended yesterday. */
  readonly expired: ServerCertificate;
  /** Begins tomorrow. */
  readonly notYetValid: ServerCertificate;
  /** For `elsewhere.test` alone. */
  readonly wrongHost: ServerCertificate;
  readonly selfSigned: ServerCertificate;
  /** By an authority that nobody trusts, which is not sent along. */
  readonly unknownIssuer: ServerCertificate;
}

export async function createCertificates(hosts: readonly string[]): Promise<TestCertificates> {
  const now = Date.now();
  const authority = await createAuthority();
  const stranger = await createAuthority('Unknown authority');
  const [valid, expired, notYetValid, wrongHost, own, unknownIssuer] = await Promise.all([
    authority.issue({ hosts }),
    authority.issue({ hosts, notBefore: now - 30 * DAY_MS, notAfter: now - DAY_MS }),
    authority.issue({ hosts, notBefore: now + DAY_MS }),
    authority.issue({ hosts: ['elsewhere.test'] }),
    selfSigned({ hosts }),
    stranger.issue({ hosts }),
  ]);
  return {
    ca: authority.ca,
    valid,
    expired,
    notYetValid,
    wrongHost,
    selfSigned: own,
    unknownIssuer,
  };
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function subjectOf(request: CertificateRequest): string {
  return `CN=${request.hosts[0] ?? 'nobody'}`;
}

/** Certificates count whole seconds. */
function validity(request: CertificateRequest): { notBefore: Date; notAfter: Date } {
  const toSecond = (at: number) => new Date(Math.floor(at / 1000) * 1000);
  return {
    notBefore: toSecond(request.notBefore ?? Date.now() - DAY_MS),
    notAfter: toSecond(request.notAfter ?? Date.now() + 90 * DAY_MS),
  };
}

function leafExtensions(request: CertificateRequest) {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([SERVER_AUTH]),
    new SubjectAlternativeNameExtension(request.hosts.map(alternativeName)),
  ];
}

function alternativeName(host: string): JsonGeneralName {
  return { type: isIP(host) === 0 ? 'dns' : 'ip', value: host };
}

async function toServerCertificate(
  certificate: X509Certificate,
  keys: CryptoKeyPair,
): Promise<ServerCertificate> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const digest = await certificate.getThumbprint('SHA-256');
  return {
    cert: certificate.toString('pem'),
    key: PemConverter.encode(pkcs8, PemConverter.PrivateKeyTag),
    notBefore: certificate.notBefore.getTime(),
    notAfter: certificate.notAfter.getTime(),
    fingerprint: Buffer.from(digest).toString('hex'),
  };
}

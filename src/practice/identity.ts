import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralName,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** An X.509 certificate (RFC 5280) with the ECDSA P-256 keys that it speaks for. */
export interface Identity {
  readonly name: string;
  /** PEM. */
  readonly certificate: string;
  readonly keys: CryptoKeyPair;
}

export interface IdentityRequest {
  /** Common name of the subject. */
  readonly name: string;
  /** null = signs itself. */
  readonly issuer: Identity | null;
  /** Epoch ms, whole seconds count. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** What a server answers to; null = an authority that may issue others. */
  readonly hosts: readonly JsonGeneralName[] | null;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
/** Says in every certificate that it belongs to no real organisation. */
const PRACTICE = 'Yamabiko practice (模擬データ)';

/** Makes a key pair and a certificate for it. */
export async function issueIdentity(request: IdentityRequest): Promise<Identity> {
  const { name, issuer, notBefore, notAfter } = request;
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const signer = issuer ?? { name, keys };
  const certificate = await X509CertificateGenerator.create({
    subject: distinguishedName(name),
    issuer: distinguishedName(signer.name),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      ...(request.hosts === null ? authority() : server(request.hosts)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(signer.keys.publicKey),
    ],
  });
  return { name, certificate: `${certificate.toString('pem')}\n`, keys };
}

/** The private key, PKCS #8 as PEM. */
export async function privateKeyOf({ keys }: Identity): Promise<string> {
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return `${PemConverter.encode(der, PemConverter.PrivateKeyTag)}\n`;
}

function distinguishedName(commonName: string): JsonName {
  return [{ O: [PRACTICE] }, { CN: [commonName] }];
}

function authority(): readonly Extension[] {
  return [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function server(hosts: readonly JsonGeneralName[]): readonly Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([SERVER_AUTH]),
    new SubjectAlternativeNameExtension([...hosts]),
  ];
}

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  boolean,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  time,
  utf8String,
} from './der.ts';

/** An X.509 certificate (RFC 5280) with the ECDSA P-256 key that it speaks for. */
export interface Identity {
  readonly name: string;
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface IdentityRequest {
  /** Common name of the subject. */
  readonly name: string;
  /** null = signs itself. */
  readonly issuer: Identity | null;
  /** Epoch ms. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** null = an authority that may issue others. */
  readonly server: {
    readonly dnsNames: readonly string[];
    readonly addresses: readonly Uint8Array[];
  } | null;
}

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const COMMON_NAME = objectIdentifier('2.5.4.3');
const ORGANISATION = objectIdentifier('2.5.4.10');
const SERVER_AUTH = objectIdentifier('1.3.6.1.5.5.7.3.1');
/** Says in every certificate that it belongs to no real organisation. */
const PRACTICE = 'Yamabiko practice (模擬データ)';

/** Makes a key pair and a certificate for it. */
export function issueIdentity(request: IdentityRequest): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = request.issuer ?? { name: request.name, privateKey, publicKey };
  const body = sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(randomBytes(16)),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    sequence(time(request.notBefore), time(request.notAfter)),
    distinguishedName(request.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions(request, publicKey, issuer.publicKey))),
  );
  const signature = sign('sha256', body, issuer.privateKey);
  return {
    name: request.name,
    certificate: toPem(sequence(body, ECDSA_WITH_SHA256, bitString(signature))),
    privateKey,
    publicKey,
  };
}

function distinguishedName(commonName: string): Uint8Array {
  return sequence(
    set(sequence(ORGANISATION, utf8String(PRACTICE))),
    set(sequence(COMMON_NAME, utf8String(commonName))),
  );
}

function extensions(
  { server }: IdentityRequest,
  publicKey: KeyObject,
  issuerKey: KeyObject,
): readonly Uint8Array[] {
  const identifiers = [
    extension('2.5.29.14', false, octetString(keyIdentifier(publicKey))),
    extension('2.5.29.35', false, sequence(element(0x80, keyIdentifier(issuerKey)))),
  ];
  if (server === null) {
    return [
      extension('2.5.29.19', true, sequence(boolean(true))),
      // keyCertSign and cRLSign, bits 5 and 6.
      extension('2.5.29.15', true, bitString(Uint8Array.of(0b0000_0110), 1)),
      ...identifiers,
    ];
  }
  const names = [
    ...server.dnsNames.map((name) => element(0x82, Buffer.from(name, 'ascii'))),
    ...server.addresses.map((address) => element(0x87, address)),
  ];
  return [
    extension('2.5.29.19', true, sequence()),
    // digitalSignature, bit 0.
    extension('2.5.29.15', true, bitString(Uint8Array.of(0b1000_0000), 7)),
    extension('2.5.29.37', false, sequence(SERVER_AUTH)),
    extension('2.5.29.17', false, sequence(...names)),
    ...identifiers,
  ];
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** SHA-1 over the key's bits (RFC 5280 §4.2.1.2, method 1): the last 65 bytes of a P-256 SPKI. */
function keyIdentifier(key: KeyObject): Uint8Array {
  const bits = key.export({ type: 'spki', format: 'der' }).subarray(-65);
  return createHash('sha1').update(bits).digest();
}

function toPem(der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

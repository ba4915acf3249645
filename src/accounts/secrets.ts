import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;
/** RFC 4648 base32 in small letters: none of it is easily taken for another. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 256 bits, fit for a URL. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * SHA-256, hex: all that is kept of a secret. Found by its hash, a secret is compared with nothing, so
 * no time tells how much of it is right.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What a key is called where its owner sees it. */
export function idOfKey(hash: string): string {
  return hash.slice(0, 16);
}

/** Ten codes of 80 bits, in groups of four. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    return base32(randomBytes(RECOVERY_BYTES)).replace(/.{4}(?=.)/g, '$&-');
  });
}

/** Of a code as somebody typed it. */
export function hashOfRecovery(code: string): string {
  return hashOf(code.toLowerCase().replace(/[^a-z2-7]/g, ''));
}

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => BASE32[Number.parseInt(group, 2)]).join('');
}

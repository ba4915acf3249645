import { Secret, TOTP } from 'otpauth';
import { TOTP_PERIOD_MS, TOTP_WINDOW, takenStep } from './rules/totp-window.ts';

const KEY_BYTES = 20;

/** Key of the one-time codes of one account, base32 (RFC 6238: SHA-1, six digits, 30 s). */
export function newTotpKey(): string {
  return new Secret({ size: KEY_BYTES }).base32;
}

/** What an app on a telephone reads. */
export function totpUri(key: string, label: { readonly issuer: string; readonly name: string }) {
  return totpOf(key, label).toString();
}

/** The step for which the code is taken at `now`, epoch ms; null = it is wrong or was taken before. */
export function checkTotp(
  code: string,
  { totpKey, totpStep }: { readonly totpKey: string; readonly totpStep: number },
  now: number,
): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(totpKey).validate({ token, timestamp: now, window: TOTP_WINDOW });
  return takenStep(delta, now, totpStep);
}

function totpOf(key: string, label: { readonly issuer?: string; readonly name?: string } = {}) {
  const { issuer = '', name = '' } = label;
  return new TOTP({
    ...{ issuer, label: name, secret: Secret.fromBase32(key) },
    ...{ algorithm: 'SHA1', digits: 6, period: TOTP_PERIOD_MS / 1000 },
  });
}

import type { SecondFactor } from '../../core/openid-config.ts';
import type { Claims } from './claimed-office.ts';

/** Whether the issuer says that more than a password was asked for. Nothing wanted is never met. */
export function hasSecondFactor({ acr, amr }: SecondFactor, claims: Claims): boolean {
  if (acr.length === 0 && amr.length === 0) return false;
  return isMet(acr, claims['acr']) && isMet(amr, claims['amr']);
}

function isMet(wanted: readonly string[], said: unknown): boolean {
  if (wanted.length === 0) return true;
  const values: readonly unknown[] = Array.isArray(said) ? said : [said];
  return values.some((value) => typeof value === 'string' && wanted.includes(value));
}

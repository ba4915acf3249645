import { expect, it } from 'vitest';
import { hasSecondFactor } from '../../../src/accounts/rules/second-factor.ts';

const ACR = { acr: ['mfa', 'phrh'], amr: [] };
const AMR = { acr: [], amr: ['otp', 'hwk'] };
const BOTH = { acr: ['mfa'], amr: ['otp'] };

it.each([
  [ACR, { acr: 'mfa' }, true],
  [ACR, { acr: 'pwd' }, false],
  [ACR, { amr: ['mfa'] }, false],
  [AMR, { amr: ['pwd', 'otp'] }, true],
  [AMR, { amr: 'hwk' }, true],
  [AMR, { amr: ['pwd'] }, false],
  [AMR, { amr: [{ otp: true }] }, false],
  [BOTH, { acr: 'mfa', amr: ['otp'] }, true],
  [BOTH, { acr: 'mfa' }, false],
  [BOTH, { amr: ['otp'] }, false],
  [ACR, {}, false],
  [{ acr: [], amr: [] }, { acr: 'mfa', amr: ['otp'] }, false],
])('a second factor as %j, where the issuer says %j: %s', (wanted, claims, is) => {
  expect(hasSecondFactor(wanted, claims)).toBe(is);
});

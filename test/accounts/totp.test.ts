import { describe, expect, it } from 'vitest';
import { checkTotp, newTotpKey, totpUri } from '../../src/accounts/totp.ts';
import { codeAt } from './opened-entrance.ts';

/** `12345678901234567890` of RFC 6238, appendix B, whose codes have eight digits: the last six are ours. */
const RFC_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('a one-time code', () => {
  it.each(VECTORS)('is at %i s the one of RFC 6238', (seconds, code) => {
    const key = { totpKey: RFC_KEY, totpStep: 0 };
    expect(checkTotp(code, key, seconds * 1000)).toBe(Math.floor(seconds / 30));
    expect(
      checkTotp(
        code.replace(/.$/, (digit) => `${9 - Number(digit)}`),
        key,
        seconds * 1000,
      ),
    ).toBe(null);
  });

  it('is taken a step early or late, not two, and no step twice', () => {
    const totpKey = newTotpKey();
    const now = 1_795_000_000_000;
    const step = now / 30_000 - ((now / 30_000) % 1);
    const taken = (ago: number, totpStep = 0) =>
      checkTotp(codeAt(totpKey, now - ago * 30_000), { totpKey, totpStep }, now);
    expect([2, 1, 0, -1, -2].map((ago) => taken(ago))).toEqual([
      null,
      step - 1,
      step,
      step + 1,
      null,
    ]);
    expect(taken(0, step)).toBeNull();
    expect(taken(1, step)).toBeNull();
    expect(taken(-1, step)).toBe(step + 1);
    expect(checkTotp('12345', { totpKey, totpStep: 0 }, now)).toBeNull();
  });

  it('has a key of 160 bits, told to the app by an address', () => {
    const key = newTotpKey();
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(
      new URL(totpUri(key, { issuer: '協議会', name: 'sato' })).searchParams.get('secret'),
    ).toBe(key);
  });
});

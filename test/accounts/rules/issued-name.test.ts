import { expect, it } from 'vitest';
import { isAccountName } from '../../../src/accounts/rules/account-name.ts';
import { issuedName } from '../../../src/accounts/rules/issued-name.ts';

it.each([
  [{ preferred_username: 'Suzuki', email: 's@example.jp' }, 'openid:suzuki'],
  [{ preferred_username: ' ', email: 's@example.jp' }, 'openid:s@example.jp'],
  [{ email: 7 }, 'openid:u-17'],
  [{ preferred_username: 'ｓｕｚｕｋｉ　花子' }, 'openid:suzuki-'],
  [{ preferred_username: 'a\nb | operator' }, 'openid:a-b-operator'],
  [{ preferred_username: 'x'.repeat(200) }, `openid:${'x'.repeat(64)}`],
])('an account that the issuer names %j is %s, which no local one is', (claims, name) => {
  expect(issuedName(claims, 'u-17')).toBe(name);
  expect(isAccountName(name)).toBe(false);
});

import type { Account, AccountKey } from '../../src/core/words/account.ts';
import { T0 } from './store-sample.ts';

/** An account that was taken up, with something in every field. */
export function accountOf(name: string, differs: Partial<Account> = {}): Account {
  return {
    ...{ id: `a-${name}`, name, office: { kind: 'member', member: 'gas-0001' } },
    ...{ invitedAt: T0, invitedBy: 'operator', acceptedAt: T0 + 1, endedAt: null },
    credentials: {
      password: '$scrypt$ln=10,r=8,p=1$c2FsdA$aGFzaA',
      totpKey: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      totpStep: 57_000_000,
      recovery: ['0'.repeat(64)],
      changedAt: T0 + 1,
    },
    failures: { count: 2, lastAt: T0 + 2 },
    revision: 1,
    ...differs,
  };
}

/** A session of an account. */
export function sessionOf(hash: string, differs: Partial<AccountKey> = {}): AccountKey {
  return {
    ...{ kind: 'session', hash, account: 'a-sato', madeAt: T0, endsAt: T0 + 1000 },
    ...{ usedAt: T0, address: '192.0.2.7', agent: 'Mozilla/5.0' },
    ...differs,
  } as AccountKey;
}

import type { Account } from '../../core/words/account.ts';
import type { AuditLine } from '../../core/words/audit.ts';
import type { SalvagedAccounts } from './account-tables.ts';
import { objectIn } from './found-cell.ts';
import type { FoundRecord } from './sqlite-pages.ts';

const ACCOUNT_WIDTH = 7;

/**
 * The accounts that a damaged `state.sqlite` still holds, each in its highest revision. No key comes
 * back, so everybody logs in anew. In doubt nobody gets in: an account that the audit knows as ended
 * is, one of which it knows a later reset or change of the password than the row that was found has none,
 * and where the audit knows of an account the board stays closed to whoever has none.
 */
export class AccountFinds {
  readonly #accounts = new Map<string, Account>();

  take(record: FoundRecord): void {
    const account = accountOf(record);
    if (account === null) return;
    const known = this.#accounts.get(account.id);
    if (known === undefined || account.revision >= known.revision) {
      this.#accounts.set(account.id, account);
    }
  }

  /** `lines`: those of the audit that came back, in order. */
  found(lines: readonly AuditLine[]): SalvagedAccounts {
    const lastOf = (wanted: readonly string[]) =>
      new Map(
        lines
          .filter(({ action }) => wanted.includes(action))
          .map(({ subject, at }): [string | null, number] => [subject, at]),
      );
    const endedAt = lastOf(['account.ended']);
    const voidAt = lastOf(['account.reset', 'account.password_changed']);
    const accounts = onePerName([...this.#accounts.values()]).map((account) => {
      const ended = account.endedAt ?? endedAt.get(account.id) ?? null;
      if (ended !== null) return { ...account, endedAt: ended, credentials: null };
      const changedAt = account.credentials?.changedAt ?? Infinity;
      const isOld = changedAt < (voidAt.get(account.id) ?? -Infinity);
      return isOld ? { ...account, credentials: null } : account;
    });
    const isBegun = lines.some(({ action }) => action === 'account.accepted');
    return { accounts, isBegun };
  }
}

/** Names are unique; damage can leave a row of a page that was used again. */
function onePerName(accounts: readonly Account[]): readonly Account[] {
  const byName = new Map<string, Account>();
  for (const account of accounts) {
    const known = byName.get(account.name);
    if (known === undefined || account.invitedAt > known.invitedAt) {
      byName.set(account.name, account);
    }
  }
  return [...byName.values()];
}

function accountOf({ columns }: FoundRecord): Account | null {
  const [id, name, kind, revision, acceptedAt, endedAt, body] = columns;
  if (columns.length !== ACCOUNT_WIDTH) return null;
  // Guarantee: the store writes accounts whole; the columns beside it say the same.
  const account = objectIn(body) as Account | null;
  if (account === null || account.id !== id || account.name !== name) return null;
  if (account.office?.kind !== kind) return null;
  const isWhole =
    account.revision === revision &&
    account.acceptedAt === acceptedAt &&
    account.endedAt === endedAt;
  return isWhole ? account : null;
}

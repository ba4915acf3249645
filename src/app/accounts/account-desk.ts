import {
  type AccountFacts,
  AT_MACHINE,
  type Entrance,
  type EntranceAnswer,
  type Invited,
} from '../../core/ports/entrance.ts';
import { REFUSAL_TEXTS } from '../../core/words/entrance-texts.ts';
import type { AccountDesk, AccountOrder, AccountOutcome } from '../control/account-order.ts';

export interface AccountDeskParts {
  readonly entrance: Entrance;
  /** Where people reach the board, without a trailing slash. */
  readonly url: () => string;
  /** The council's IANA name. */
  readonly timezone: () => string;
}

/** Carries out what the operator at the machine orders about accounts. */
export function accountDesk(parts: AccountDeskParts): AccountDesk {
  const { entrance, timezone } = parts;
  const idOf = (account: string) =>
    entrance.accounts(AT_MACHINE).find(({ id, name }) => id === account || name === account)?.id ??
    account;
  return {
    async take(order: AccountOrder): Promise<AccountOutcome> {
      switch (order.action) {
        case 'account-invite':
          return invited(await entrance.invite(AT_MACHINE, order), parts);
        case 'account-reset':
          return invited(await entrance.reset(AT_MACHINE, idOf(order.account)), parts);
        case 'account-end': {
          const { value, refusal } = await entrance.end(AT_MACHINE, idOf(order.account));
          if (refusal !== null)
            return { kind: 'account_refused', text: { ...REFUSAL_TEXTS[refusal] } };
          return { kind: 'account_ended', account: copyOf(value), timezone: timezone() };
        }
        case 'account-list': {
          const accounts = entrance.accounts(AT_MACHINE).map(copyOf);
          return { kind: 'accounts_listed', accounts, timezone: timezone() };
        }
        default:
          return order satisfies never;
      }
    },
  };
}

function invited(
  { value, refusal }: EntranceAnswer<Invited>,
  { url, timezone }: AccountDeskParts,
): AccountOutcome {
  if (refusal !== null) return { kind: 'account_refused', text: { ...REFUSAL_TEXTS[refusal] } };
  const { account, secret, endsAt } = value;
  const link = `${url()}/invitation#${secret}`;
  return { kind: 'account_invited', account: copyOf(account), link, endsAt, timezone: timezone() };
}

function copyOf(account: AccountFacts) {
  return { ...account, office: { ...account.office } };
}

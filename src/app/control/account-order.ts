import { z } from 'zod';
import { isOneLine } from '../../core/one-line.ts';
import { ACCOUNT_STATES } from '../../core/ports/entrance.ts';

const line = (most: number) => z.string().min(1).max(most).refine(isOneLine);
const asked = { at: z.int(), actor: line(100) };

const office = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), member: line(63) }),
  z.object({ kind: z.literal('secretariat'), sector: line(63) }),
  z.object({ kind: z.enum(['council', 'observer', 'operator']) }),
]);

/** What somebody at the machine wants done about accounts. `account`: its id or its name. */
export const accountOrderSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('account-invite'), name: line(200), office, ...asked }),
  z.object({ action: z.literal('account-list'), ...asked }),
  z.object({ action: z.literal('account-end'), account: line(200), ...asked }),
  z.object({ action: z.literal('account-reset'), account: line(200), ...asked }),
]);
export type AccountOrder = z.output<typeof accountOrderSchema>;

const account = z.object({
  id: z.string(),
  name: z.string(),
  office,
  state: z.enum(ACCOUNT_STATES),
  invitedAt: z.int(),
  invitedBy: z.string(),
  acceptedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  lastUsedAt: z.int().nullable(),
  issuer: z.string().nullable(),
});

/** What came of it. Times are epoch ms; `timezone` is the council's. */
export const accountOutcomeSchema = z.discriminatedUnion('kind', [
  /** The link is told here, and kept nowhere. */
  z.object({
    kind: z.literal('account_invited'),
    account,
    link: z.string(),
    endsAt: z.int(),
    timezone: z.string(),
  }),
  z.object({
    kind: z.literal('accounts_listed'),
    accounts: z.array(account),
    timezone: z.string(),
  }),
  z.object({ kind: z.literal('account_ended'), account, timezone: z.string() }),
  /** Nothing was changed, for the reason given. */
  z.object({
    kind: z.literal('account_refused'),
    text: z.object({ ja: z.string(), en: z.string() }),
  }),
]);
export type AccountOutcome = z.output<typeof accountOutcomeSchema>;

/** Who carries out orders about accounts; rejects with `store_unavailable`. */
export interface AccountDesk {
  take(order: AccountOrder): Promise<AccountOutcome>;
}

/** Whether an order is one about accounts. */
export function isAccountOrder(order: { readonly action: string }): order is AccountOrder {
  return ACCOUNT_ACTIONS.has(order.action);
}

const ACCOUNT_ACTIONS: ReadonlySet<string> = new Set(
  accountOrderSchema.options.map(({ shape }) => shape.action.value),
);

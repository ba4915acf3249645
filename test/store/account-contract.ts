import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountStore } from '../../src/core/ports/account-store.ts';
import type { StateStore } from '../../src/core/ports/state-store.ts';
import { T0 } from './store-sample.ts';
import { accountOf, sessionOf } from './stored-account.ts';

export interface AccountsUnderTest {
  readonly accounts: AccountStore;
  readonly state: StateStore;
  close(): Promise<void>;
}

const LINE = { at: T0, actor: 'operator', action: 'account.invited', subject: 'a-sato' } as const;

/** What every variant promises of who may come in. */
export function describeAccountContract(
  variant: string,
  open: () => Promise<AccountsUnderTest>,
): void {
  describe(`accounts in the ${variant} store`, () => {
    let store: AccountsUnderTest;
    let accounts: AccountStore;
    beforeEach(async () => {
      store = await open();
      accounts = store.accounts;
    });
    afterEach(() => store.close());

    it('are none at first', async () => {
      expect(await accounts.accounts()).toEqual([]);
      expect(await accounts.keys()).toEqual([]);
      expect(await accounts.isBegun()).toBe(false);
    });

    it('are given back as they were, the last of each, in order of id', async () => {
      const [sato, abe] = [accountOf('sato'), accountOf('abe', { office: { kind: 'council' } })];
      await accounts.keepStep({ accounts: [sato, abe] });
      expect(await accounts.accounts()).toEqual([abe, sato]);
      const ended = { ...sato, endedAt: T0 + 9, credentials: null, revision: 2 };
      await accounts.keepStep({ accounts: [ended] });
      expect(await accounts.accounts()).toEqual([abe, ended]);
    });

    it('begin with the first that is taken up, and do not cease when it ends', async () => {
      const invited = accountOf('sato', { acceptedAt: null, credentials: null });
      await accounts.keepStep({ accounts: [invited] });
      expect(await accounts.isBegun()).toBe(false);
      await accounts.keepStep({ accounts: [accountOf('sato')] });
      await accounts.keepStep({ accounts: [accountOf('sato', { endedAt: T0 })] });
      expect(await accounts.isBegun()).toBe(true);
    });

    it('have keys, each as it was kept last, until it is ended', async () => {
      const [one, other] = [sessionOf('11'), sessionOf('22')];
      await accounts.keepStep({ keys: [other, one] });
      expect(await accounts.keys()).toEqual([one, other]);
      const used = sessionOf('22', { endsAt: T0 + 2000 });
      await accounts.keepStep({ keys: [used], endedKeys: ['11', '33'] });
      expect(await accounts.keys()).toEqual([used]);
    });

    it('are kept together with the lines of the audit, or not at all', async () => {
      await accounts.keepStep({
        accounts: [accountOf('sato')],
        audit: [{ ...LINE, detail: null }],
      });
      const twice = { ...accountOf('sato'), id: 'a-other' };
      const step = { accounts: [twice], audit: [{ ...LINE, detail: 'of the same name' }] };
      await expect(accounts.keepStep(step)).rejects.toMatchObject({ code: 'store_unavailable' });
      expect(await accounts.accounts()).toHaveLength(1);
      expect(await store.state.auditLines()).toMatchObject([{ ...LINE, seq: 1, detail: null }]);
    });

    it('are closed with the store', async () => {
      await store.close();
      const closed = { code: 'store_unavailable' };
      await expect(accounts.accounts()).rejects.toMatchObject(closed);
      await expect(accounts.keepStep({})).rejects.toMatchObject(closed);
    });
  });
}

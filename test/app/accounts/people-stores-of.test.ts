import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { peopleStoresOf } from '../../../src/app/accounts/people-stores-of.ts';
import { withStateFile } from '../../../src/app/control/direct-state.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { openTestStore, removeDir, temporaryDir } from '../../store/embedded/opened.ts';
import { accountOf } from '../../store/stored-account.ts';
import { consentOf } from '../../store/stored-said.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = temporaryDir();
});
afterEach(() => removeDir(dataDir));

describe('the accounts and choices of a drill', () => {
  it('are those of the practice service, and what it ends stays ended', async () => {
    const dir = join(dataDir, 'practice');
    const service = await openTestStore(dir);
    await service.accounts.keepStep({ accounts: [accountOf('sato')] });
    await service.said.keepStep({ consents: [consentOf('a', 1)] });
    await service.close();
    const drill = createMemoryStore();
    const starting = new AsyncDisposableStack();
    const { accounts: store, said } = peopleStoresOf(drill, { dataDir, isDrill: true }, starting);
    expect(await said.consents()).toEqual([consentOf('a', 1)]);
    await said.keepStep({ consents: [consentOf('a', 2, { consent: 'own' })] });
    expect(await store.isBegun()).toBe(true);
    expect(await store.accounts()).toEqual([accountOf('sato')]);
    const ended = accountOf('sato', { endedAt: 5, credentials: null, revision: 2 });
    await store.keepStep({ accounts: [ended] });
    await expect(withStateFile(dir, async () => null)).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    await starting.disposeAsync();
    const next = await openTestStore(dir);
    expect(await next.accounts.accounts()).toEqual([ended]);
    expect((await next.said.consents()).at(-1)?.consent).toBe('own');
    await next.close();
    await drill.close();
  });

  it('are its own where there was never a practice service', async () => {
    const own = createMemoryStore();
    const starting = new AsyncDisposableStack();
    expect(peopleStoresOf(own, { dataDir, isDrill: true }, starting)).toBe(own);
    expect(peopleStoresOf(own, { dataDir, isDrill: false }, starting)).toBe(own);
    await own.close();
  });
});

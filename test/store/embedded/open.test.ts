import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeAccountContract } from '../account-contract.ts';
import { describeAuditContract } from '../audit-contract.ts';
import { describeStoreContract } from '../contract.ts';
import { describeJudgementContract } from '../judgement-contract.ts';
import { describeNoticeContract } from '../notice-contract.ts';
import { describeSaidContract } from '../said-contract.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

describeStoreContract('embedded', openOwn);
describeAuditContract('embedded', openOwn);
describeJudgementContract('embedded', openOwn);
describeNoticeContract('embedded', openOwn);
describeAccountContract('embedded', openOwn);
describeSaidContract('embedded', openOwn);

it('keeps the state, and what SQLite has beside it, for its owner, also one that was open to others', async () => {
  const dir = temporaryDir();
  const modes = () =>
    readdirSync(dir)
      .filter((name) => name.startsWith('state.sqlite'))
      .map((name) => [name, (statSync(join(dir, name)).mode & 0o777).toString(8)]);
  const own = ['state.sqlite', 'state.sqlite-shm', 'state.sqlite-wal'].map((name) => [name, '600']);
  const store = await openTestStore(dir);
  expect(modes()).toEqual(own);
  await store.close();
  chmodSync(join(dir, 'state.sqlite'), 0o644);
  const again = await openTestStore(dir);
  expect(modes()).toEqual(own);
  await again.close();
  removeDir(dir);
});

async function openOwn(): ReturnType<typeof openTestStore> {
  const dir = temporaryDir();
  const store = await openTestStore(dir);
  return {
    ...store,
    close: async () => {
      await store.close();
      removeDir(dir);
    },
  };
}

import { describeAuditContract } from '../audit-contract.ts';
import { describeStoreContract, type StoreUnderTest } from '../contract.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

describeStoreContract('embedded', openOwn);
describeAuditContract('embedded', openOwn);

async function openOwn(): Promise<StoreUnderTest> {
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

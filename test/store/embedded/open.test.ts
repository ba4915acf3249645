import { describeStoreContract } from '../contract.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

describeStoreContract('embedded', async () => {
  const dir = temporaryDir();
  const store = await openTestStore(dir);
  return {
    ...store,
    close: async () => {
      await store.close();
      removeDir(dir);
    },
  };
});

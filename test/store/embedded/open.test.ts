import { describeAuditContract } from '../audit-contract.ts';
import { describeStoreContract } from '../contract.ts';
import { describeJudgementContract } from '../judgement-contract.ts';
import { describeNoticeContract } from '../notice-contract.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

describeStoreContract('embedded', openOwn);
describeAuditContract('embedded', openOwn);
describeJudgementContract('embedded', openOwn);
describeNoticeContract('embedded', openOwn);

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

import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { describeAccountContract } from '../account-contract.ts';
import { describeAuditContract } from '../audit-contract.ts';
import { describeStoreContract } from '../contract.ts';
import { describeJudgementContract } from '../judgement-contract.ts';
import { describeNoticeContract } from '../notice-contract.ts';
import { describeSaidContract } from '../said-contract.ts';
import { MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';

describeStoreContract('memory', async () => createMemoryStore());
describeAuditContract('memory', async () => createMemoryStore());
describeJudgementContract('memory', async () => createMemoryStore());
describeNoticeContract('memory', async () => createMemoryStore());
describeAccountContract('memory', async () => createMemoryStore());
describeSaidContract('memory', async () => createMemoryStore());

describe('the memory store', () => {
  it('drops the oldest samples of a series beyond its limit', async () => {
    const { samples, close } = createMemoryStore({ samplesPerSeries: 2 });
    const slots = [0, 1, 2].map((minute) => sampleAt('a', T0 + minute * MINUTE_MS));
    await samples.append(slots);
    expect(await samples.samples({ target: 'a', from: 0, to: T0 * 2 })).toEqual(slots.slice(1));
    await close();
  });
});

import type { AccountStore } from '../../core/ports/account-store.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { MemoryAccounts } from './memory-accounts.ts';
import { MemoryJudgements } from './memory-judgements.ts';
import { MemoryNotices } from './memory-notices.ts';
import { MemorySaid } from './memory-said.ts';
import { MemorySamples } from './memory-samples.ts';
import { MemoryState } from './memory-state.ts';

/** The variant without a disk: everything is gone with the process. */
export interface MemoryStore {
  readonly samples: SampleStore;
  readonly state: StateStore;
  readonly judgements: JudgementStore;
  readonly notices: NoticeStore;
  readonly accounts: AccountStore;
  readonly said: SaidStore;
  /** As the embedded store's: here nothing is ever due. */
  maintain(): Promise<void>;
  /** Here no fiscal year is kept. */
  useTimezone(timezone: string): void;
  close(): Promise<void>;
}

/** Samples kept per series, the newest; 2 days at one a minute. */
const SAMPLES_PER_SERIES = 2880;

export function createMemoryStore(
  options: { readonly samplesPerSeries?: number } = {},
): MemoryStore {
  const samples = new MemorySamples(options.samplesPerSeries ?? SAMPLES_PER_SERIES);
  const state = new MemoryState();
  const judgements = new MemoryJudgements();
  const notices = new MemoryNotices();
  const accounts = new MemoryAccounts(state);
  const said = new MemorySaid(state);
  const close = async () => {
    await samples.close();
    await state.close();
    judgements.close();
    notices.close();
    accounts.close();
    said.close();
  };
  return {
    samples,
    state,
    judgements,
    notices,
    accounts,
    said,
    maintain: () => Promise.resolve(),
    useTimezone: () => {},
    close,
  };
}

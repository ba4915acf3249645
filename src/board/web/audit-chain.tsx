import type { AuditChainDto } from '../dto/audit.ts';
import { showCount, timesOf } from './format.ts';
import { Fact, Panel } from './panel.tsx';
import { useAuditWords } from './use-audit-words.ts';
import { useSealed } from './use-sealed.ts';
import { useLanguage } from './words.ts';

/** Whether every line still follows from the one before. */
export function AuditChain({ timezone }: { readonly timezone: string }) {
  const words = useAuditWords();
  const language = useLanguage();
  const { data: chain, failure } = useSealed<AuditChainDto>('/api/audit/chain');
  if (chain === null) {
    return (
      <p class="note" role="status">
        {failure === null ? words.loading : words.failedToLoad}
      </p>
    );
  }
  const { lines, hash, broken, checkedAt } = chain;
  const times = timesOf(language, timezone);
  const whole = lines === 0 ? words.chainNone : words.chainWhole(showCount(lines, language));
  return (
    <>
      <Panel id="chain" title={words.chain}>
        <Fact name={words.chain} bad={broken !== null}>
          {broken === null
            ? whole
            : `${words.chainBroken(String(broken.seq))} ${words.chainFaults[broken.fault]}`}
        </Fact>
        <Fact name={words.checkedAt}>{times.full(checkedAt)}</Fact>
        <Fact name={words.chainHash}>
          <code class="hash">{hash}</code>
        </Fact>
      </Panel>
      <p class="note">{words.chainNote}</p>
    </>
  );
}

import { useWords } from './words.ts';

/** Says beside a judgement that it was measured from one place alone, while it is. */
export function OneVantage({ vantages = 1 }: { vantages?: number }) {
  const words = useWords();
  return vantages === 1 ? <span class="tag one-vantage">{words.oneVantage}</span> : null;
}

import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import { showCount, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Says that the prober itself may be to blame for what is shown; nothing where there is no doubt. */
export function DoubtBanner({ doubt, timezone }: { doubt: ProberDoubt | null; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  if (doubt === null) return null;
  const count = (n: number) => showCount(n, language);
  const since = timesOf(language, timezone).full(doubt.since);
  return (
    <p class="doubt-banner" role="alert">
      {doubt.kind === 'first_probes'
        ? words.doubtBanner.first_probes(count(doubt.series), since)
        : words.doubtBanner.strained(count(doubt.slots), count(doubt.disturbed))}
    </p>
  );
}

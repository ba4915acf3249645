import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import type { SharedCouncilDto } from '../dto/shared.ts';
import type { Catalogue } from './catalogue.ts';
import { showCount, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Says that the prober itself may be to blame for what is shown; nothing where there is no doubt. */
export function DoubtBanner({
  doubt,
  timezone,
}: {
  doubt: ProberDoubt | SharedCouncilDto['doubt'];
  timezone: string;
}) {
  const words = useWords();
  const language = useLanguage();
  if (doubt === null) return null;
  const count = (n: number) => showCount(n, language);
  const since = timesOf(language, timezone).full(doubt.since);
  return (
    <p class="doubt-banner" role="alert">
      {isCounted(doubt)
        ? textOf(doubt, words.doubtBanner, { count, since })
        : words.sharedDoubt(since)}
    </p>
  );
}

/** Numbers of sites are for the operator. */
function isCounted(
  doubt: ProberDoubt | NonNullable<SharedCouncilDto['doubt']>,
): doubt is ProberDoubt {
  return 'series' in doubt || 'targets' in doubt || 'slots' in doubt;
}

function textOf(
  doubt: ProberDoubt,
  words: Catalogue['doubtBanner'],
  { count, since }: { readonly count: (n: number) => string; readonly since: string },
): string {
  switch (doubt.kind) {
    case 'first_probes':
      return words.first_probes(count(doubt.series), since);
    case 'own_network':
      return words.own_network(count(doubt.targets), since);
    case 'strained':
      return words.strained(count(doubt.slots), count(doubt.disturbed));
    default:
      return doubt satisfies never;
  }
}

import type { DrillMark } from '../../core/words/scenario.ts';
import { showCount, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Says on every page that all it shows is a drill, which one and of which day. */
export function DrillBanner({ drill, timezone }: { drill: DrillMark | null; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  if (drill === null) return null;
  const times = timesOf(language, timezone);
  const from = `${times.date(drill.from)} ${times.minute(drill.from)}`;
  const title = drill.title[language];
  return (
    <aside class="drill-banner" aria-label={words.exercise}>
      <p class="drill-title">{words.drillBanner.title(title)}</p>
      <p>
        {words.drillBanner.replayed(from, showCount(drill.speed, language))}{' '}
        <strong>{words.drillBanner.notReal}</strong>
      </p>
      <p>{words.drillBanner.realBoard}</p>
    </aside>
  );
}

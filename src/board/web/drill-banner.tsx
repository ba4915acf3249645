import type { CouncilDto } from '../dto.ts';
import { timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** Says on every page that all it shows is a drill, which one and of which day. */
export function DrillBanner({ council }: { council: CouncilDto }) {
  const words = useWords();
  const language = useLanguage();
  const { drill } = council.condition;
  if (drill === null) return null;
  const times = timesOf(language, council.timezone);
  const from = `${times.date(drill.from)} ${times.minute(drill.from)}`;
  const title = drill.title[language];
  return (
    <p class="drill-banner" role="note">
      {words.drillBanner({ title, from, speed: String(drill.speed) })}
    </p>
  );
}

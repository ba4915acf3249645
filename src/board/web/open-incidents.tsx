import type { JudgingDto } from '../dto/judging.ts';
import { showCount } from './format.ts';
import { IncidentTable } from './incident-table.tsx';
import { INCIDENTS_PATH } from './route.ts';
import { useLanguage, useWords } from './words.ts';

/** Shown at most: the others are on their own page. */
const FEW = 5;

export interface OpenIncidentsProps {
  readonly judging: JudgingDto | null;
  readonly timezone: string;
  /** The board's clock, epoch ms. */
  readonly at: number;
}

/** The widest and severest of what goes on; nothing where nothing does. */
export function OpenIncidents({ judging, timezone, at }: OpenIncidentsProps) {
  const words = useWords();
  const language = useLanguage();
  const incidents = judging?.incidents ?? [];
  if (incidents.length === 0) return null;
  return (
    <section class="panel open-incidents" aria-labelledby="open-incidents">
      <header class="panel-head">
        <h2 id="open-incidents">
          {words.incidentsNow} <span class="num">{showCount(incidents.length, language)}</span>
        </h2>
        <a href={INCIDENTS_PATH}>{words.incidentsAll}</a>
      </header>
      <IncidentTable
        incidents={incidents.slice(0, FEW)}
        timezone={timezone}
        at={at}
        label={words.incidentsNow}
      />
    </section>
  );
}

import type { ComponentChildren } from 'preact';
import { showCount } from './format.ts';
import { useLanguage, useWords } from './words.ts';

export interface IncidentPanelsProps<Row> {
  readonly open: readonly Row[];
  readonly ended: readonly Row[];
  /** A table of some of them, named by its label. */
  readonly table: (incidents: readonly Row[], label: string) => ComponentChildren;
  /** Asks for older ones; null = there are none. */
  readonly more: (() => void) | null;
}

/** Incidents that go on, then those that ended. */
export function IncidentPanels<Row>({ open, ended, table, more }: IncidentPanelsProps<Row>) {
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      <section class="panel" aria-labelledby="incidents-now">
        <h2 id="incidents-now">
          {words.incidentsNow} <span class="num">{showCount(open.length, language)}</span>
        </h2>
        {open.length === 0 ? (
          <p class="note">{words.incidentsNone}</p>
        ) : (
          table(open, words.incidentsNow)
        )}
      </section>
      <section class="panel" aria-labelledby="incidents-past">
        <h2 id="incidents-past">{words.incidentsPast}</h2>
        {ended.length === 0 ? (
          <p class="note">{words.incidentsNoneYet}</p>
        ) : (
          table(ended, words.incidentsPast)
        )}
        {more && (
          <button type="button" class="more" onClick={more}>
            {words.incidentsOlder}
          </button>
        )}
      </section>
    </>
  );
}

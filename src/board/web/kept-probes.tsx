import { REASON_LABELS } from '../../core/words/labels.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import { outcomeStateOf } from '../../core/words/shown-state.ts';
import { showMs, timesOf } from './format.ts';
import { Glyph } from './glyph.tsx';
import { useLanguage, useWords } from './words.ts';

export interface KeptProbesProps {
  readonly records: readonly ProbeRecord[];
  /** Key of the one shown. */
  readonly chosen: string;
  readonly keyOf: (record: ProbeRecord) => string;
  readonly choose: (key: string) => void;
  readonly timezone: string;
}

/** The probes kept in full, to choose the one that is explained. */
export function KeptProbes({ records, chosen, keyOf, choose, timezone }: KeptProbesProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  return (
    <>
      <ul class="kept">
        {records.map((record) => {
          const { sample } = record;
          const key = keyOf(record);
          return (
            <li key={key}>
              <button type="button" aria-pressed={key === chosen} onClick={() => choose(key)}>
                <Glyph state={outcomeStateOf(sample)} />
                <span class="num">{times.full(sample.startedAt ?? sample.scheduledAt)}</span>
                <span class="kept-result num">
                  {sample.reason === null
                    ? showMs(sample.totalMs, language)
                    : REASON_LABELS[sample.reason][language]}
                  {sample.attempt === 2 && <span class="tag">{words.confirmation}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <p class="note">{words.keptNote}</p>
    </>
  );
}

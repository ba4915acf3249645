import type { DayCellDto } from '../dto.ts';
import { showCount, timesOf } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** A sector's last day by the hour: the share of failures as the height of each column. */
export function DayStrip({ day, timezone }: { day: readonly DayCellDto[]; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${day.length * 8} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.dayStrip}
    >
      {day.map((cell, index) => {
        const { at, success, failure, missed } = cell;
        const all = success + failure + missed;
        const high = all === 0 ? 0 : heightOf(failure / all);
        const gap = all === 0 ? 0 : heightOf(missed / all);
        const count = (value: number) => showCount(value, language);
        return (
          <g key={at}>
            <title>
              {words.cell(times.minute(at), count(success), count(failure), count(missed))}
            </title>
            <rect
              class={all === 0 ? 'strip-none' : 'strip-ok'}
              x={index * 8}
              width="7"
              height="24"
            />
            <rect class="strip-missed" x={index * 8} width="7" height={gap} />
            <rect class="strip-failed" x={index * 8} y={24 - high} width="7" height={high} />
          </g>
        );
      })}
    </svg>
  );
}

/** 0 to 24; small shares are drawn larger than they are, so that one failure in a thousand is seen. */
function heightOf(ratio: number): number {
  return ratio === 0 ? 0 : Math.max(3, Math.sqrt(ratio) * 24);
}

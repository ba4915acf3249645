import { memo } from 'preact/compat';
import { RECENT_TOTALS } from '../../core/words/shown-state.ts';
import { showCount } from './format.ts';
import { useLanguage, useWords } from './words.ts';

const WIDTH = 96;
const HEIGHT = 20;

/** The newest totals of a series on their own scale from zero; a mark at the foot for each failure. */
export const SparkLine = memo(function SparkLine(props: {
  readonly recentMs: readonly (number | null)[];
}) {
  const words = useWords();
  const language = useLanguage();
  const { recentMs } = props;
  const top = Math.max(1, ...recentMs.map((value) => value ?? 0)) * 1.1;
  const first = RECENT_TOTALS - recentMs.length;
  const xOf = (index: number) => ((first + index + 0.5) / RECENT_TOTALS) * WIDTH;
  const path: string[] = [];
  let pen = 'M';
  for (const [index, value] of recentMs.entries()) {
    if (value === null) pen = 'M';
    else {
      path.push(
        `${pen}${xOf(index).toFixed(1)} ${(HEIGHT - 1 - (value / top) * (HEIGHT - 3)).toFixed(1)}`,
      );
      pen = 'L';
    }
  }
  const label = words.recentLabel(showCount(recentMs.length, language));
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="spark-line" d={path.join('')} />
      {recentMs.map((value, index) =>
        value === null ? (
          <path key={index} class="spark-fail" d={`M${xOf(index).toFixed(1)} ${HEIGHT}v-7`} />
        ) : null,
      )}
    </svg>
  );
});

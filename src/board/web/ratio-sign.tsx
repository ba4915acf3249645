import { showRatio } from './format.ts';
import { useLanguage, useWords } from './words.ts';

/** From here on the ratio is set apart: as much again as the normal. */
const HIGH_RATIO = 2;

/** The newest response times against the normal; a triangle, not colour alone, where they are high. */
export function RatioSign({ ratio }: { ratio: number | null }) {
  const words = useWords();
  const language = useLanguage();
  if (ratio === null) return <span class="none">–</span>;
  const high = ratio >= HIGH_RATIO;
  return (
    <span class={high ? 'ratio is-high' : 'ratio'} title={words.ratioNote}>
      {high && <span aria-hidden="true">▲</span>}
      {words.ratio(showRatio(ratio, language))}
    </span>
  );
}

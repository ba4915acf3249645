import { trendAt, trendSaid } from '../../../core/words/band-trend.ts';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { showCount } from '../format.ts';
import { useLanguage, useWords } from '../words.ts';

export interface TrendSaysProps {
  readonly day: SharedDayDto;
  /** The moment, epoch ms. */
  readonly at: number;
}

/** Whether it spreads or ends, by nothing but what was released; nothing where that cannot be said. */
export function TrendSays({ day, at }: TrendSaysProps) {
  const words = useWords();
  const language = useLanguage();
  const trend = trendAt(day, at);
  if (trend === null) return null;
  const { kind, sign, text } = trendSaid(trend, words, (n) => showCount(n, language));
  return (
    <p class={`lead-trend is-${kind}`}>
      <span aria-hidden="true">{sign}</span> {text}
    </p>
  );
}

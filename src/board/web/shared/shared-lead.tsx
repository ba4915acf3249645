import { patternSentence, widestOf } from '../../../core/words/shared-texts.ts';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { showCount, timesOf } from '../format.ts';
import { OneVantage } from '../one-vantage.tsx';
import { useLanguage, useWords } from '../words.ts';
import type { Picture } from './day-at.ts';
import { TrendSays } from './trend-says.tsx';

export interface SharedLeadProps {
  readonly picture: Picture;
  /** The day that holds the moment; null = not yet known. */
  readonly day: SharedDayDto | null;
  /** The moment, epoch ms. */
  readonly at: number;
}

/** The widest pattern that may be known, in a sentence; else how many sectors are affected. */
export function SharedLead({ picture, day, at }: SharedLeadProps) {
  const words = useWords();
  const language = useLanguage();
  const { council, totals, sectors, incidents, releasedAt } = picture;
  const isTold = sectors.some(({ band }) => band !== null);
  const times = timesOf(language, council.timezone);
  const widest = widestOf(incidents);
  const count = (n: number) => showCount(n, language);
  const totalsSay = !isTold
    ? words.nothingTold
    : totals.sectors === 0
      ? words.noSectorAffected
      : words.sectorsAffected(count(totals.sectors), count(totals.fields));
  return (
    <div class="lead">
      <h1 class="lead-sentence">
        {widest === undefined
          ? totalsSay
          : patternSentence(widest, words, { language, since: times.short(widest.since, at) })}{' '}
        <OneVantage />
      </h1>
      {day && totals.sectors > 0 && releasedAt !== null && <TrendSays day={day} at={releasedAt} />}
      {widest !== undefined && <p class="lead-counts">{totalsSay}</p>}
      <p class="lead-note num">
        {releasedAt !== null && words.releasedAt(times.minute(releasedAt))}
      </p>
    </div>
  );
}

import { REASON_LABELS, VALIDITY_LABELS } from '../../core/words/labels.ts';
import type { SeriesDto, SiteDto } from '../dto.ts';
import { useSince } from './sentence.tsx';
import { useLanguage, useWords } from './words.ts';

export interface AnswerTextProps {
  readonly site: Pick<SiteDto, 'stopped'>;
  readonly series: SeriesDto;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly timezone: string;
}

/** What a series answered last: its status, or why there was no success and since when. */
export function AnswerText(props: AnswerTextProps) {
  const { site, series, at, timezone } = props;
  const words = useWords();
  const language = useLanguage();
  const { newest, maintenance } = series;
  const since = useSince(series.since, timezone, at);
  if (site.stopped !== null) return <span class="tag">{words.stopped}</span>;
  if (newest === null) return words.waiting;
  return (
    <>
      {newest.reason === null
        ? [newest.statusCode, newest.protocol === 'h2' ? 'h2' : null].filter(Boolean).join(' ')
        : REASON_LABELS[newest.reason][language]}
      {newest.reason !== null && newest.statusCode !== null && ` ${newest.statusCode}`}
      {newest.outcome === 'failure' && since && (
        <small class="since num">{words.since(since.at, since.orEarlier)}</small>
      )}
      {maintenance && <span class="tag is-planned">{words.planned}</span>}
      {newest.validity === 'suspect' && (
        <span class="tag">{VALIDITY_LABELS.suspect[language]}</span>
      )}
    </>
  );
}

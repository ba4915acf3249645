import { outcomeStateOf } from '../../core/words/shown-state.ts';
import type { SeriesDto, SiteDto } from '../dto.ts';
import { showMsNumber, timesOf } from './format.ts';
import { Glyph } from './glyph.tsx';
import { targetPath } from './route.ts';
import { useLanguage, useWords } from './words.ts';

/** Who answers: sign, member and host. */
export function SiteCell({ site, series }: { site: SiteDto; series: SeriesDto }) {
  const language = useLanguage();
  return (
    <th scope="row" class="c-site">
      <Glyph state={series.newest === null ? null : outcomeStateOf(series.newest)} />
      <a href={targetPath(site.id)}>{site.member.name[language]}</a>
      <small>
        {(site.series.length > 1 || series.family === 6) && (
          <span class="tag">IPv{series.family}</span>
        )}
        {hostOf(site)}
      </small>
    </th>
  );
}

/** The newest response time, faint where it is that of a failure. */
export function TotalCell({ series: { newest } }: { series: SeriesDto }) {
  const language = useLanguage();
  return (
    <td class={newest?.outcome === 'success' ? 'c-total num' : 'c-total num is-partial'}>
      {newest?.totalMs == null ? (
        '–'
      ) : (
        <>
          <b>{showMsNumber(newest.totalMs, language)}</b> ms
        </>
      )}
    </td>
  );
}

interface AtCellProps {
  readonly series: SeriesDto;
  readonly stale: boolean;
  readonly timezone: string;
}

/** When the newest was measured, and whether it is old. */
export function AtCell({ series: { newest }, stale, timezone }: AtCellProps) {
  const words = useWords();
  const language = useLanguage();
  const at = newest === null ? null : (newest.startedAt ?? newest.scheduledAt);
  return (
    <td class="c-at num">
      {at !== null && timesOf(language, timezone).second(at)}
      {stale && <span class="old">{words.staleMark}</span>}
    </td>
  );
}

/** The host of its URL, else its id. */
export function hostOf(site: SiteDto): string {
  return site.url !== null && URL.canParse(site.url) ? new URL(site.url).host : site.id;
}

/** Older than three of its intervals and than 90 s: as the board counts it. */
export function isOld({ newest, intervalMs }: SeriesDto, at: number): boolean {
  if (newest === null) return false;
  return at - newest.scheduledAt > Math.max(90_000, 3 * (intervalMs ?? 600_000));
}

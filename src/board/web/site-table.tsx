import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { SeriesDto, SiteDto } from '../dto.ts';
import { AnswerText } from './answer-text.tsx';
import { showCount, showMs, showMsNumber, timesOf } from './format.ts';
import { Glyph } from './glyph.tsx';
import { PhaseBar } from './phase-bar.tsx';
import { targetPath } from './route.ts';
import { SparkLine } from './spark-line.tsx';
import { useLanguage, useWords } from './words.ts';

export interface SiteTableProps {
  readonly sites: readonly SiteDto[];
  readonly scaleMs: number;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly timezone: string;
  /** Sites shown until all are asked for. */
  readonly few: number;
}

/** Sites, a row for each series. */
export function SiteTable(props: SiteTableProps) {
  const { sites, scaleMs, at, timezone, few } = props;
  const words = useWords();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const shown = all ? sites : sites.slice(0, few);
  const hidden = sites.length - shown.length;
  return (
    <>
      <table class="sites">
        <Headings scaleMs={scaleMs} />
        <tbody>
          {shown.flatMap((site) =>
            site.series.map((series) => (
              <SeriesRow
                key={`${site.id}/${series.family}`}
                site={site}
                series={series}
                several={site.series.length > 1}
                stale={isOld(series, at)}
                minute={Math.floor(at / 60_000)}
                scaleMs={scaleMs}
                timezone={timezone}
              />
            )),
          )}
        </tbody>
      </table>
      {(hidden > 0 || (all && sites.length > few)) && (
        <button type="button" class="more" onClick={() => setAll(!all)}>
          {hidden > 0 ? words.more(showCount(hidden, language)) : words.fewer}
        </button>
      )}
    </>
  );
}

function Headings({ scaleMs }: { scaleMs: number }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <>
      <colgroup>
        <col class="c-site" />
        <col class="c-total" />
        <col class="c-phases" />
        <col class="c-recent" />
        <col class="c-answer" />
        <col class="c-at" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" class="c-site">
            {words.colSite}
          </th>
          <th scope="col" class="c-total">
            {words.colTotal}
          </th>
          <th scope="col" class="c-phases">
            <span class="scale num">
              <i>{words.colPhases}</i>
              <span>{showMs(scaleMs, language)}</span>
            </span>
          </th>
          <th scope="col" class="c-recent">
            {words.colRecent}
          </th>
          <th scope="col" class="c-answer">
            {words.colAnswer}
          </th>
          <th scope="col" class="c-at">
            {words.colAt}
          </th>
        </tr>
      </thead>
    </>
  );
}

interface SeriesRowProps {
  readonly site: SiteDto;
  readonly series: SeriesDto;
  readonly several: boolean;
  readonly stale: boolean;
  /** The board's clock, whole minutes: since when a site fails is read against it. */
  readonly minute: number;
  readonly scaleMs: number;
  readonly timezone: string;
}

const SeriesRow = memo(function SeriesRow(props: SeriesRowProps) {
  const { site, series, several, stale, minute, scaleMs, timezone } = props;
  const words = useWords();
  const language = useLanguage();
  const { newest } = series;
  const outcome = newest?.outcome ?? null;
  const at = newest === null ? null : (newest.startedAt ?? newest.scheduledAt);
  return (
    <tr class={`is-${outcome ?? 'waiting'}${stale ? ' is-old' : ''}`} data-target={site.id}>
      <th scope="row" class="c-site">
        <Glyph outcome={outcome} />
        <a href={targetPath(site.id)}>{site.member.name[language]}</a>
        <small>
          {(several || series.family === 6) && <span class="tag">IPv{series.family}</span>}
          {hostOf(site)}
        </small>
      </th>
      <td class={outcome === 'success' ? 'c-total num' : 'c-total num is-partial'}>
        {newest === null || newest.totalMs === null ? (
          '–'
        ) : (
          <>
            <b>{showMsNumber(newest.totalMs, language)}</b> ms
          </>
        )}
      </td>
      <td class="c-phases">
        {newest?.totalMs != null && <PhaseBar newest={newest} scaleMs={scaleMs} />}
      </td>
      <td class="c-recent">
        <SparkLine recentMs={series.recentMs} />
      </td>
      <td class="c-answer">
        <AnswerText site={site} series={series} at={minute * 60_000} timezone={timezone} />
      </td>
      <td class="c-at num">
        {at !== null && timesOf(language, timezone).second(at)}
        {stale && <span class="old">{words.staleMark}</span>}
      </td>
    </tr>
  );
});

/** The host of its URL, else its id. */
export function hostOf(site: SiteDto): string {
  return site.url !== null && URL.canParse(site.url) ? new URL(site.url).host : site.id;
}

/** Older than three of its intervals and than 90 s: as the board counts it. */
export function isOld({ newest, intervalMs }: SeriesDto, at: number): boolean {
  if (newest === null) return false;
  return at - newest.scheduledAt > Math.max(90_000, 3 * (intervalMs ?? 600_000));
}

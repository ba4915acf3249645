import { memo } from 'preact/compat';
import type { VerdictDto } from '../dto/judging.ts';
import type { SeriesDto, SiteDto } from '../dto.ts';
import { AnswerText } from './answer-text.tsx';
import { showMs } from './format.ts';
import { type Judged, verdictOn } from './judged-sites.ts';
import { JudgementCell } from './judgement-sign.tsx';
import { PhaseBar } from './phase-bar.tsx';
import { AtCell, isOld, SiteCell, TotalCell } from './site-cells.tsx';
import { shownStateOf } from './site-order.ts';
import { SparkLine } from './spark-line.tsx';
import { useFew } from './use-few.tsx';
import { useLanguage, useWords } from './words.ts';

export interface SiteTableProps {
  readonly sites: readonly SiteDto[];
  readonly judged: Judged;
  readonly scaleMs: number;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly timezone: string;
  /** Sites shown until all are asked for. */
  readonly few: number;
}

/** Sites, a row for each series. */
export function SiteTable(props: SiteTableProps) {
  const { sites, judged, scaleMs, at, timezone, few } = props;
  const { shown, button } = useFew(sites, few);
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
                verdict={verdictOn(judged, series)}
                known={judged !== null && series.newest !== null}
                stale={isOld(series, at)}
                minute={Math.floor(at / 60_000)}
                scaleMs={scaleMs}
                timezone={timezone}
              />
            )),
          )}
        </tbody>
      </table>
      {button}
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
        <col class="c-judged" />
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
          <th scope="col" class="c-judged">
            {words.colJudgement}
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
  /** null = normal, or nothing is known. */
  readonly verdict: VerdictDto | null;
  /** Whether it is judged at all. */
  readonly known: boolean;
  readonly stale: boolean;
  /** The board's clock, whole minutes: since when a site fails is read against it. */
  readonly minute: number;
  readonly scaleMs: number;
  readonly timezone: string;
}

const SeriesRow = memo(function SeriesRow(props: SeriesRowProps) {
  const { site, series, verdict, known, stale, minute, scaleMs, timezone } = props;
  const { newest } = series;
  return (
    <tr class={`is-${shownStateOf(series)}${stale ? ' is-old' : ''}`} data-target={site.id}>
      <SiteCell site={site} series={series} />
      <JudgementCell {...{ verdict, known }} target={site.id} at={minute * 60_000} />
      <TotalCell series={series} />
      <td class="c-phases">
        {newest?.totalMs != null && <PhaseBar newest={newest} scaleMs={scaleMs} />}
      </td>
      <td class="c-recent">
        <SparkLine recentMs={series.recentMs} />
      </td>
      <td class="c-answer">
        <AnswerText site={site} series={series} at={minute * 60_000} timezone={timezone} />
      </td>
      <AtCell series={series} stale={stale} timezone={timezone} />
    </tr>
  );
});

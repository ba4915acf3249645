import { memo } from 'preact/compat';
import type { VerdictDto } from '../dto/judging.ts';
import type { SectorSiteDto, SeriesDto } from '../dto.ts';
import { AnswerText } from './answer-text.tsx';
import { SiteStrip } from './day-strip.tsx';
import { type Judged, verdictOn } from './judged-sites.ts';
import { JudgementCell } from './judgement-sign.tsx';
import { RatioSign } from './ratio-sign.tsx';
import { RowChunks } from './row-chunks.tsx';
import { AtCell, isOld, SiteCell, TotalCell } from './site-cells.tsx';
import { type Order, shownStateOf } from './site-order.ts';
import { SparkLine } from './spark-line.tsx';
import { useFew } from './use-few.tsx';
import { useWords } from './words.ts';

export interface MemberTableProps {
  readonly sites: readonly SectorSiteDto[];
  readonly judged: Judged;
  /** The board's clock, epoch ms. */
  readonly at: number;
  readonly timezone: string;
  readonly order: Order;
  readonly choose: (order: Order) => void;
}

const COLUMNS = 8;
/** Rows shown until all are asked for. */
const FEW = 60;

/** The sites of a sector, a row for each series; arrow keys go from row to row. */
export function MemberTable({ sites, judged, at, timezone, order, choose }: MemberTableProps) {
  const { shown, button } = useFew(sites, FEW);
  return (
    <>
      <table class="sites members" onKeyDown={moveBetweenRows}>
        <Headings order={order} choose={choose} />
        <RowChunks
          items={shown}
          columns={COLUMNS}
          row={(site) =>
            site.series.map((series, index) => (
              <MemberRow
                key={`${site.id}/${series.family}`}
                site={site}
                series={series}
                verdict={verdictOn(judged, series)}
                known={judged !== null && series.newest !== null}
                first={index === 0}
                stale={isOld(series, at)}
                minute={Math.floor(at / 60_000)}
                timezone={timezone}
              />
            ))
          }
        />
      </table>
      {button}
    </>
  );
}

/** Up and down go to the link of the row before and after. */
function moveBetweenRows(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  const links = [...document.querySelectorAll<HTMLElement>('.members tbody a')];
  const at = links.indexOf(event.target);
  const next = at < 0 ? undefined : links[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function Headings({ order, choose }: Pick<MemberTableProps, 'order' | 'choose'>) {
  const words = useWords();
  const sortable = (column: string, label: string, by: Order) => (
    <th scope="col" class={column} aria-sort={order === by ? sortOf(by) : 'none'}>
      <button
        type="button"
        class="sort"
        onClick={() => choose(order === by ? 'attention' : by)}
        title={by === 'ratio' ? words.ratioNote : words.orders[by]}
      >
        {label}
        <span aria-hidden="true">
          {order === by ? (sortOf(by) === 'ascending' ? '▴' : '▾') : ''}
        </span>
      </button>
    </th>
  );
  return (
    <thead>
      <tr>
        {sortable('c-site', words.colSite, 'name')}
        {sortable('c-judged', words.colJudgement, 'judgement')}
        {sortable('c-total', words.colTotal, 'slowest')}
        {sortable('c-ratio', words.colRatio, 'ratio')}
        <th scope="col" class="c-recent">
          {words.colRecent}
        </th>
        <th scope="col" class="c-answer">
          {words.colAnswer}
        </th>
        <th scope="col" class="c-strip">
          {words.colDay}
        </th>
        <th scope="col" class="c-at">
          {words.colAt}
        </th>
      </tr>
    </thead>
  );
}

function sortOf(order: Order): 'ascending' | 'descending' {
  return order === 'name' ? 'ascending' : 'descending';
}

interface MemberRowProps {
  readonly site: SectorSiteDto;
  readonly series: SeriesDto;
  /** null = normal, or nothing is known. */
  readonly verdict: VerdictDto | null;
  /** Whether it is judged at all. */
  readonly known: boolean;
  /** The first series of its site: it bears the strip. */
  readonly first: boolean;
  readonly stale: boolean;
  /** The board's clock, whole minutes: since when a site fails is read against it. */
  readonly minute: number;
  readonly timezone: string;
}

const MemberRow = memo(function MemberRow(props: MemberRowProps) {
  const { site, series, verdict, known, first, stale, minute, timezone } = props;
  const state = shownStateOf(series);
  const kind = state === 'maintenance' ? 'planned' : state;
  return (
    <tr class={`is-${kind}${stale ? ' is-old' : ''}`} data-target={site.id}>
      <SiteCell site={site} series={series} />
      <JudgementCell {...{ verdict, known }} target={site.id} at={minute * 60_000} />
      <TotalCell series={series} />
      <td class="c-ratio num">
        <RatioSign ratio={series.ratio} />
      </td>
      <td class="c-recent">
        <SparkLine recentMs={series.recentMs} />
      </td>
      <td class="c-answer">
        <AnswerText site={site} series={series} at={minute * 60_000} timezone={timezone} />
      </td>
      {first && (
        <td class="c-strip" rowSpan={site.series.length}>
          <SiteStrip hours={site.hours} />
        </td>
      )}
      <AtCell series={series} stale={stale} timezone={timezone} />
    </tr>
  );
});

import { useMemo, useState } from 'preact/hooks';
import type { Judgement } from '../../core/words/judgement.ts';
import type { Language } from '../../core/words/language.ts';
import type { JudgingDto } from '../dto/judging.ts';
import type { SectorPageDto } from '../dto.ts';
import { applySectorChanges } from './apply-changes.ts';
import { DayStripWithHours } from './day-strip.tsx';
import { showCount, showMs } from './format.ts';
import { Frame } from './frame.tsx';
import { boardNow, type Freshness } from './freshness.ts';
import { JudgedLead } from './judged-lead.tsx';
import {
  isOfFilter,
  type JudgementFilter,
  judgedOf,
  judgementCounts,
  judgementOn,
} from './judged-sites.ts';
import { JudgementSelect } from './judgement-select.tsx';
import { MemberTable } from './member-table.tsx';
import { MissingPage } from './missing-page.tsx';
import { OpenIncidents } from './open-incidents.tsx';
import { PageNotice } from './page-notice.tsx';
import { RatioSign } from './ratio-sign.tsx';
import { SaveDay } from './save-day.tsx';
import { SaveSites } from './save-list.tsx';
import { SearchField } from './search-field.tsx';
import { SectorName } from './sector-name.tsx';
import { CountsLead } from './sentence.tsx';
import { TimeBar } from './shared/time-bar.tsx';
import { isTroubled, named, ORDERS, type Order, ordered } from './site-order.ts';
import { useJudging } from './use-judging.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

/** One sector, a row a site. */
export function SectorPage({ id, choose }: { id: string; choose: (language: Language) => void }) {
  const words = useWords();
  const language = useLanguage();
  const query = useMemo(
    () => ({
      path: `/api/sectors/${encodeURIComponent(id)}`,
      scope: { of: 'sector', id } as const,
      apply: applySectorChanges,
    }),
    [id],
  );
  const { data, marking, freshness, failure, news } = useLive<SectorPageDto>(query);
  const judging = useJudging({ sector: id }, news);
  if (failure === 'not_found') return <MissingPage text={words.noSuchSector} choose={choose} />;
  return (
    <Frame
      title={data?.name[language] ?? id}
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data && freshness ? (
        <Sector sector={data} judging={judging} freshness={freshness} />
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

interface Filter {
  readonly text: string;
  readonly troubledOnly: boolean;
  readonly judgement: JudgementFilter;
  readonly order: Order;
}

interface SectorProps {
  readonly sector: SectorPageDto;
  /** null = not yet known. */
  readonly judging: JudgingDto | null;
  readonly freshness: Freshness;
}

function Sector({ sector, judging, freshness }: SectorProps) {
  const [filter, setFilter] = useState<Filter>({
    text: '',
    troubledOnly: false,
    judgement: 'all',
    order: 'judgement',
  });
  const words = useWords();
  const language = useLanguage();
  const at = boardNow(freshness, useNow(10_000));
  const { timezone } = sector.council;
  const judged = useMemo(() => judgedOf(judging), [judging]);
  const chosen = named(sector.sites, filter.text).filter(
    (site) =>
      (!filter.troubledOnly || isTroubled(site)) &&
      isOfFilter(judgementOn(judged, site), filter.judgement),
  );
  const sites = ordered(chosen, filter.order, { language, judged });
  const order = (next: Order) => setFilter({ ...filter, order: next });
  return (
    <>
      <SectorHead sector={sector} judging={judging} at={at} />
      <TimeBar now={at} moment={null} day={null} />
      <OpenIncidents judging={judging} timezone={timezone} at={at} />
      <section class="panel" aria-labelledby="members">
        <header class="members-head">
          <h2 id="members">
            {words.membersTitle}{' '}
            <span class="num">
              {sites.length === sector.sites.length
                ? showCount(sites.length, language)
                : `${showCount(sites.length, language)} / ${showCount(sector.sites.length, language)}`}
            </span>
          </h2>
          <Tools
            filter={filter}
            change={setFilter}
            counts={judgementCounts(sector.sites, judged)}
          />
        </header>
        {sites.length === 0 ? (
          <p class="notice">{words.noMatch}</p>
        ) : (
          <MemberTable
            sites={sites}
            judged={judged}
            at={at}
            timezone={timezone}
            order={filter.order}
            choose={order}
          />
        )}
      </section>
      <SaveSites sector={sector.id} />
      <SaveDay moment={null} sector={sector.id} />
    </>
  );
}

function SectorHead({ sector, judging, at }: Omit<SectorProps, 'freshness'> & { at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { timezone } = sector.council;
  const { name, field } = sector;
  return (
    <>
      <SectorName name={name} field={field} />
      <div class="lead">
        <JudgedLead judging={judging} timezone={timezone} at={at} council={false} as="p" />
        <CountsLead counts={sector.counts} sectors={null} timezone={timezone} at={at} />
      </div>
      <section class="panel sector-day" aria-labelledby="sector-day">
        <h2 id="sector-day">{words.colDay}</h2>
        <dl class="figures">
          <div>
            <dt>{words.colMedian}</dt>
            <dd class="num">{showMs(sector.medianMs, language)}</dd>
          </div>
          <div>
            <dt>{words.colRatio}</dt>
            <dd class="num">
              <RatioSign ratio={sector.ratio} />
            </dd>
          </div>
        </dl>
        <DayStripWithHours day={sector.day} timezone={timezone} />
        <p class="note">{words.dayStrip}</p>
      </section>
    </>
  );
}

interface ToolsProps {
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
  readonly counts: ReadonlyMap<Judgement, number>;
}

function Tools({ filter, change, counts }: ToolsProps) {
  const words = useWords();
  return (
    <div class="tools">
      <SearchField value={filter.text} change={(text) => change({ ...filter, text })} />
      <JudgementSelect
        counts={counts}
        chosen={filter.judgement}
        choose={(judgement) => change({ ...filter, judgement })}
      />
      <label>
        <input
          type="checkbox"
          checked={filter.troubledOnly}
          onChange={(event) => change({ ...filter, troubledOnly: event.currentTarget.checked })}
        />
        {words.showTroubled}
      </label>
      <label>
        <span class="order">{words.order}</span>
        <select
          value={filter.order}
          onChange={(event) => {
            const order = ORDERS.find((each) => each === event.currentTarget.value);
            if (order) change({ ...filter, order });
          }}
        >
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {words.orders[order]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

import { useMemo, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { SectorPageDto } from '../dto.ts';
import { applySectorChanges } from './apply-changes.ts';
import { DayStripWithHours } from './day-strip.tsx';
import { showCount, showMs } from './format.ts';
import { Frame } from './frame.tsx';
import { boardNow, type Freshness } from './freshness.ts';
import { MemberTable } from './member-table.tsx';
import { MissingPage } from './missing-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { RatioSign } from './ratio-sign.tsx';
import { SearchField } from './search-field.tsx';
import { CountsLead } from './sentence.tsx';
import { isTroubled, named, ORDERS, type Order, ordered } from './site-order.ts';
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
  const { data, marking, freshness, failure } = useLive<SectorPageDto>(query);
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
        <Sector sector={data} freshness={freshness} />
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

interface Filter {
  readonly text: string;
  readonly troubledOnly: boolean;
  readonly order: Order;
}

function Sector({ sector, freshness }: { sector: SectorPageDto; freshness: Freshness }) {
  const [filter, setFilter] = useState<Filter>({
    text: '',
    troubledOnly: false,
    order: 'attention',
  });
  const words = useWords();
  const language = useLanguage();
  const at = boardNow(freshness, useNow(10_000));
  const { timezone } = sector.council;
  const chosen = named(sector.sites, filter.text).filter(
    (site) => !filter.troubledOnly || isTroubled(site),
  );
  const sites = ordered(chosen, filter.order, language);
  const order = (next: Order) => setFilter({ ...filter, order: next });
  return (
    <>
      <SectorHead sector={sector} at={at} />
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
          <Tools filter={filter} change={setFilter} />
        </header>
        {sites.length === 0 ? (
          <p class="notice">{words.noMatch}</p>
        ) : (
          <MemberTable
            sites={sites}
            at={at}
            timezone={timezone}
            order={filter.order}
            choose={order}
          />
        )}
      </section>
    </>
  );
}

function SectorHead({ sector, at }: { sector: SectorPageDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { timezone } = sector.council;
  const { name, field } = sector;
  return (
    <>
      <div class="target-head">
        <nav aria-label={words.breadcrumb}>
          <a href="/">{words.backToOverview}</a>
          <span aria-hidden="true"> › </span>
          {field.name[language]}
        </nav>
        <h1>{name[language]}</h1>
      </div>
      <div class="lead">
        <CountsLead counts={sector.counts} sectors={null} timezone={timezone} at={at} as="p" />
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

function Tools({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const words = useWords();
  return (
    <div class="tools">
      <SearchField value={filter.text} change={(text) => change({ ...filter, text })} />
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

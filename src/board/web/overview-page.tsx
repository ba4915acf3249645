import { useMemo, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { OverviewDto, SiteDto } from '../dto.ts';
import { showCount, timesOf } from './format.ts';
import { DoubtBanner } from './doubt-banner.tsx';
import { Frame } from './frame.tsx';
import { boardNow, type Freshness } from './freshness.ts';
import { PhaseLegend, scaleOf } from './phase-bar.tsx';
import { SectorSection } from './sector-section.tsx';
import { isTroubled, type Order, ordered } from './site-order.ts';
import { SiteTable } from './site-table.tsx';
import { useNow } from './use-now.ts';
import { useOverview } from './use-overview.ts';
import { useLanguage, useWords } from './words.ts';

/** The whole council on one page. */
export function OverviewPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { overview, marking, freshness, failed } = useOverview();
  return (
    <Frame
      title={words.overviewTitle}
      choose={choose}
      council={overview?.council}
      marking={marking}
      freshness={freshness}
    >
      {overview && freshness ? (
        <Overview overview={overview} freshness={freshness} />
      ) : (
        <p class="notice" role="status">
          {failed ? words.failedToLoad : words.loading}
        </p>
      )}
    </Frame>
  );
}

function Overview({ overview, freshness }: { overview: OverviewDto; freshness: Freshness }) {
  const [filter, setFilter] = useState<Filter>({ text: '', troubledOnly: false, order: 'listed' });
  const words = useWords();
  const language = useLanguage();
  const at = boardNow(freshness, useNow(10_000));
  const { sectors, council } = overview;
  const scaleMs = useMemo(
    () => scaleOf(sectors.flatMap(({ sites }) => sites.flatMap(totalsOf))),
    [sectors],
  );
  const troubled = sectors.flatMap(({ sites }) => sites.filter(isTroubled));
  const all = sectors.map((sector) => ({
    sector,
    sites: ordered(
      sector.sites.filter((site) => matches(site, filter)),
      filter.order,
      language,
    ),
  }));
  const shown = all.filter(({ sites }) => sites.length > 0);
  return (
    <>
      <DoubtBanner doubt={overview.doubt} timezone={council.timezone} />
      <Lead overview={overview} freshness={freshness} />
      {troubled.length > 0 && (
        <section class="attention" aria-label={words.attention}>
          <h2>
            {words.attention} <span class="num">{showCount(troubled.length, language)}</span>
          </h2>
          <SiteTable
            sites={troubled}
            scaleMs={scaleMs}
            at={at}
            timezone={council.timezone}
            few={8}
          />
        </section>
      )}
      <Tools filter={filter} change={setFilter} />
      {shown.length === 0 && <p class="notice">{words.noMatch}</p>}
      {shown.map(({ sector, sites }, index) => (
        <SectorSection
          key={sector.id}
          sector={sector}
          sites={sites}
          scaleMs={scaleMs}
          at={at}
          timezone={council.timezone}
          first={index === 0}
        />
      ))}
    </>
  );
}

/** The sentence that says the state now. */
function Lead({ overview, freshness }: { overview: OverviewDto; freshness: Freshness }) {
  const words = useWords();
  const language = useLanguage();
  const { counts, council } = overview;
  const parts: readonly (keyof typeof counts)[] = ['success', 'failure', 'missed', 'waiting'];
  return (
    <div class="lead">
      <h1>
        {counts.targets === 0
          ? words.summaryNothing
          : words.summary(counts).map(({ text, kind }, index) => (
              <span key={index} class={`lead-${kind}`}>
                {text}
              </span>
            ))}
      </h1>
      <div class="share" aria-hidden="true">
        {parts.map((part) => (
          <i key={part} class={`share-${part}`} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
      <p class="lead-note num">
        {words.asOf(timesOf(language, council.timezone).full(freshness.asOf))}
        {counts.stale > 0 && (
          <span class="stale-count">{words.staleSites(showCount(counts.stale, language))}</span>
        )}
      </p>
    </div>
  );
}

interface Filter {
  readonly text: string;
  readonly troubledOnly: boolean;
  readonly order: Order;
}

function Tools({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const words = useWords();
  const orders: readonly (readonly [Order, string])[] = [
    ['listed', words.orderListed],
    ['slowest', words.orderSlowest],
    ['name', words.orderName],
  ];
  return (
    <div class="tools">
      <input
        type="search"
        placeholder={words.search}
        aria-label={words.search}
        value={filter.text}
        onInput={(event) => change({ ...filter, text: event.currentTarget.value })}
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
        {words.order}
        <select
          value={filter.order}
          onChange={(event) => {
            const chosen = orders.find(([order]) => order === event.currentTarget.value);
            if (chosen) change({ ...filter, order: chosen[0] });
          }}
        >
          {orders.map(([order, label]) => (
            <option key={order} value={order}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <PhaseLegend />
    </div>
  );
}

function totalsOf(site: SiteDto): readonly number[] {
  return site.series.flatMap(({ newest }) =>
    newest?.outcome === 'success' && newest.totalMs !== null ? [newest.totalMs] : [],
  );
}

function matches(site: SiteDto, filter: Filter): boolean {
  if (filter.troubledOnly && !isTroubled(site)) return false;
  const wanted = filter.text.trim().toLowerCase();
  if (wanted === '') return true;
  const { ja, en } = site.member.name;
  return [site.id, site.member.id, ja, en, site.url ?? ''].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

import { useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { CouncilPageDto, FoundSitesDto } from '../dto.ts';
import { NOTHING } from './feed.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { boardNow, type Freshness } from './freshness.ts';
import { PhaseLegend, scaleOf } from './phase-bar.tsx';
import { SearchField } from './search-field.tsx';
import { SectorTable } from './sector-table.tsx';
import { CountsLead } from './sentence.tsx';
import { ordered, totalsOf } from './site-order.ts';
import { SiteTable } from './site-table.tsx';
import { useFoundSites } from './use-found-sites.ts';
import { type LiveQuery, useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

const COUNCIL: LiveQuery<CouncilPageDto> = { path: '/api/council', scope: NOTHING, apply: null };

/** The whole council on one page. */
export function OverviewPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { data, marking, freshness, failure } = useLive(COUNCIL);
  return (
    <Frame
      title={words.overviewTitle}
      here="overview"
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data && freshness ? (
        <Overview overview={data} freshness={freshness} />
      ) : (
        <p class="notice" role="status">
          {failure === null ? words.loading : words.failedToLoad}
        </p>
      )}
    </Frame>
  );
}

function Overview({ overview, freshness }: { overview: CouncilPageDto; freshness: Freshness }) {
  const [search, setSearch] = useState('');
  const words = useWords();
  const language = useLanguage();
  const at = boardNow(freshness, useNow(10_000));
  const { sectors, council } = overview;
  const { timezone } = council;
  const { total } = overview.troubled;
  const troubled = ordered(overview.troubled.sites, 'attention', language);
  const found = useFoundSites(search, overview.version);
  const table = { at, timezone };
  return (
    <>
      <Lead overview={overview} freshness={freshness} at={at} />
      <section class="panel" aria-labelledby="sectors">
        <h2 id="sectors">{words.sectorsTitle}</h2>
        <SectorTable sectors={sectors} timezone={timezone} at={at} />
      </section>
      <div class="tools">
        <SearchField value={search} change={setSearch} />
        <PhaseLegend />
      </div>
      {found !== null && (
        <section class="panel found" aria-label={words.search}>
          <h2>{words.foundSites(showCount(found.total, language))}</h2>
          {found.total === 0 ? (
            <p class="note">{words.noMatch}</p>
          ) : (
            <SiteTable
              sites={found.sites}
              scaleMs={scaleOf(found.sites.flatMap(totalsOf))}
              {...table}
              few={20}
            />
          )}
          <Untold found={found} />
        </section>
      )}
      {total > 0 && found === null && (
        <section class="attention" aria-label={words.attention}>
          <h2>
            {words.attention} <span class="num">{showCount(total, language)}</span>
          </h2>
          <SiteTable
            sites={troubled}
            scaleMs={scaleOf(sectors.flatMap(({ medianMs }) => (medianMs ?? 0) * SCALE_MEDIANS))}
            {...table}
            few={8}
          />
          <Untold found={overview.troubled} />
        </section>
      )}
    </>
  );
}

/** How many there are beyond those told. */
function Untold({ found }: { found: FoundSitesDto }) {
  const words = useWords();
  const language = useLanguage();
  const rest = found.total - found.sites.length;
  return rest > 0 ? <p class="note">{words.untold(showCount(rest, language))}</p> : null;
}

/** The bars of sites that fail are drawn to so many medians of those that answer. */
const SCALE_MEDIANS = 4;

/** The sentence that says the state now. */
function Lead(props: { overview: CouncilPageDto; freshness: Freshness; at: number }) {
  const { overview, freshness, at } = props;
  const words = useWords();
  const language = useLanguage();
  const { counts, council, sectors } = overview;
  const failing = sectors.filter((sector) => sector.counts.failure > 0).length;
  return (
    <div class="lead">
      <CountsLead counts={counts} sectors={failing} timezone={council.timezone} at={at} as="h1" />
      <p class="lead-note num">
        {words.asOf(timesOf(language, council.timezone).full(freshness.asOf))}
        {counts.stale > 0 && (
          <span class="stale-count">{words.staleSites(showCount(counts.stale, language))}</span>
        )}
      </p>
    </div>
  );
}

import { useMemo, useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { JudgingDto } from '../dto/judging.ts';
import type { CouncilPageDto } from '../dto.ts';
import { Attention, Untold } from './attention.tsx';
import { COUNCIL } from './council-query.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { boardNow, type Freshness } from './freshness.ts';
import { JudgedLead } from './judged-lead.tsx';
import { affectedBySector, judgedOf } from './judged-sites.ts';
import { OpenIncidents } from './open-incidents.tsx';
import { PhaseLegend, scaleOf } from './phase-bar.tsx';
import { SaveDay } from './save-day.tsx';
import { SearchField } from './search-field.tsx';
import { SectorTable } from './sector-table.tsx';
import { CountsLead } from './sentence.tsx';
import { TimeBar } from './shared/time-bar.tsx';
import { totalsOf } from './site-order.ts';
import { SiteTable } from './site-table.tsx';
import { TrendNow } from './trend-now.tsx';
import { useFoundSites } from './use-found-sites.ts';
import { useJudging } from './use-judging.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

const WHOLE = {};

/** The whole council on one page. */
export function OverviewPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { data, marking, freshness, failure, news } = useLive(COUNCIL);
  const judging = useJudging(WHOLE, news);
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
        <Overview overview={data} judging={judging} freshness={freshness} />
      ) : (
        <p class="notice" role="status">
          {failure === null ? words.loading : words.failedToLoad}
        </p>
      )}
    </Frame>
  );
}

interface OverviewProps {
  readonly overview: CouncilPageDto;
  /** null = not yet known. */
  readonly judging: JudgingDto | null;
  readonly freshness: Freshness;
}

function Overview({ overview, judging, freshness }: OverviewProps) {
  const [search, setSearch] = useState('');
  const words = useWords();
  const language = useLanguage();
  const at = boardNow(freshness, useNow(10_000));
  const { sectors, council } = overview;
  const { timezone } = council;
  const found = useFoundSites(search, overview.version);
  const judged = useMemo(() => judgedOf(judging), [judging]);
  const affected = useMemo(() => affectedBySector(judging), [judging]);
  const table = { at, timezone, judged };
  return (
    <>
      <Lead overview={overview} judging={judging} freshness={freshness} at={at} />
      <TimeBar now={at} moment={null} day={null} />
      <OpenIncidents judging={judging} timezone={timezone} at={at} />
      <section class="panel" aria-labelledby="sectors">
        <h2 id="sectors">{words.sectorsTitle}</h2>
        <SectorTable sectors={sectors} affected={affected} timezone={timezone} at={at} />
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
      {overview.troubled.total > 0 && found === null && (
        <Attention overview={overview} judged={judged} at={at} />
      )}
      <SaveDay moment={null} sector={null} />
    </>
  );
}

/** The sentence that says the state now. */
function Lead({ overview, judging, freshness, at }: OverviewProps & { readonly at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { counts, council, sectors } = overview;
  const { timezone } = council;
  const failing = sectors.filter((sector) => sector.counts.failure > 0).length;
  return (
    <div class="lead">
      <JudgedLead judging={judging} timezone={timezone} at={at} council as="h1" />
      {judging !== null && judging.incidents.length > 0 && <TrendNow asOf={freshness.asOf} />}
      <CountsLead counts={counts} sectors={failing} timezone={timezone} at={at} />
      <p class="lead-note num">
        {words.asOf(timesOf(language, timezone).full(freshness.asOf))}
        {counts.stale > 0 && (
          <span class="stale-count">{words.staleSites(showCount(counts.stale, language))}</span>
        )}
      </p>
    </div>
  );
}

import { useMemo } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { IncidentDto } from '../dto/judging.ts';
import { NOTHING } from './feed.ts';
import { Frame } from './frame.tsx';
import { boardNow } from './freshness.ts';
import { IncidentHead } from './incident-head.tsx';
import { useReloadOnNews, withCondition } from './incident-query.ts';
import { IncidentSites } from './incident-sites.tsx';
import { IncidentCourse, IncidentEvidence } from './incident-story.tsx';
import { subjectText } from './incident-subject.ts';
import { IncidentTable } from './incident-table.tsx';
import { IncidentTold } from './incident-told.tsx';
import { MissingPage } from './missing-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { ToldPanel } from './told-later.ts';
import type { JudgingNews } from './use-judging-news.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useLanguage, useWords } from './words.ts';

/** One incident: what it is, its sites, why it is said, and its course. */
export function IncidentPage({ id, choose }: { id: string; choose: (language: Language) => void }) {
  const words = useWords();
  const language = useLanguage();
  const query = useMemo(
    () => ({
      path: `/api/incidents/${encodeURIComponent(id)}`,
      scope: NOTHING,
      apply: withCondition<IncidentDto>,
    }),
    [id],
  );
  const live = useLive<IncidentDto>(query);
  useReloadOnNews(live);
  const { data, marking, freshness, failure } = live;
  const at = useNow(10_000);
  if (failure === 'not_found') return <MissingPage text={words.noSuchIncident} choose={choose} />;
  return (
    <Frame
      title={data ? subjectText(data, words, language) : id}
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data && freshness ? (
        <Incident incident={data} at={boardNow(freshness, at)} news={live.news} />
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

interface IncidentProps {
  readonly incident: IncidentDto;
  readonly at: number;
  readonly news: JudgingNews;
}

function Incident({ incident, at, news }: IncidentProps) {
  const words = useWords();
  const { timezone } = incident.council;
  return (
    <>
      <IncidentHead incident={incident} at={at} />
      <IncidentSites incident={incident} at={at} />
      <div class="columns halves">
        <IncidentEvidence incident={incident} />
        <IncidentCourse incident={incident} />
      </div>
      <ToldPanel incident={incident.id} news={news} />
      <IncidentTold incident={incident} />
      {incident.parts.length > 0 && (
        <section class="panel" aria-labelledby="parts">
          <h2 id="parts">{words.parts}</h2>
          <IncidentTable
            incidents={incident.parts}
            timezone={timezone}
            at={at}
            label={words.parts}
          />
          {incident.moreParts && <p class="note">{words.onlyNewestParts(incident.parts.length)}</p>}
        </section>
      )}
    </>
  );
}

import type { Language } from '../../core/words/language.ts';
import type { IncidentListDto, JudgingDto } from '../dto/judging.ts';
import { NOTHING } from './feed.ts';
import { Frame } from './frame.tsx';
import { boardNow } from './freshness.ts';
import { IncidentPanels } from './incident-panels.tsx';
import { useReloadOnNews, withCondition } from './incident-query.ts';
import { IncidentTable } from './incident-table.tsx';
import { JudgedLead } from './judged-lead.tsx';
import { PageNotice } from './page-notice.tsx';
import { INCIDENTS_PATH } from './route.ts';
import { SaveIncidents } from './save-list.tsx';
import { useJudging } from './use-judging.ts';
import { type LiveQuery, useLive } from './use-live.ts';
import { useNow } from './use-now.ts';
import { useOlderIncidents } from './use-older-incidents.ts';
import { useWords } from './words.ts';

const NEWEST: LiveQuery<IncidentListDto> = {
  path: `/api${INCIDENTS_PATH}`,
  scope: NOTHING,
  apply: withCondition,
};
const COUNCIL = {};

/** Every incident: those that go on, then those that ended. */
export function IncidentsPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const live = useLive(NEWEST);
  useReloadOnNews(live);
  const judging = useJudging(COUNCIL, live.news);
  const { data, marking, freshness, failure } = live;
  const at = useNow(10_000);
  return (
    <Frame
      title={words.incidentsTitle}
      here="incidents"
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data && freshness ? (
        <Incidents list={data} judging={judging} at={boardNow(freshness, at)} />
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

interface IncidentsProps {
  readonly list: IncidentListDto;
  readonly judging: JudgingDto | null;
  readonly at: number;
}

function Incidents({ list, judging, at }: IncidentsProps) {
  const words = useWords();
  const { timezone } = list.council;
  const { incidents, more } = useOlderIncidents(list);
  const open = judging?.incidents ?? incidents.filter(({ endedAt }) => endedAt === null);
  const ended = incidents.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      <h1 class="page-title">{words.incidentsTitle}</h1>
      <div class="lead">
        <JudgedLead judging={judging} timezone={timezone} at={at} council as="p" />
        <p class="lead-note">{words.incidentsNote}</p>
      </div>
      <IncidentPanels
        open={open}
        ended={ended}
        more={more}
        table={(rows, label) => (
          <IncidentTable incidents={rows} timezone={timezone} at={at} label={label} />
        )}
      />
      {incidents.length > 0 && <SaveIncidents />}
    </>
  );
}

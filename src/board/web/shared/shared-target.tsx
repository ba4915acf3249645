import type { Language } from '../../../core/words/language.ts';
import type { VerdictDto } from '../../dto/judging.ts';
import type {
  DetailTargetDto,
  SharedIncidentListDto,
  SharedPageDto,
  SharedTargetDto,
} from '../../dto/shared.ts';
import { showDuration } from '../duration.ts';
import { timesOf } from '../format.ts';
import { Frame } from '../frame.tsx';
import { boardNow } from '../freshness.ts';
import { JudgementSign } from '../judgement-sign.tsx';
import { OneVantage } from '../one-vantage.tsx';
import { PageNotice } from '../page-notice.tsx';
import { memberPath } from '../route.ts';
import { Said } from '../said.tsx';
import { SiteActs } from '../site-acts-later.ts';
import { SiteBodyLater } from '../site-body-later.tsx';
import { SiteHead } from '../site-head.tsx';
import { useNow } from '../use-now.ts';
import { useTarget } from '../use-target.ts';
import { useLanguage, useWords } from '../words.ts';
import { useReader } from './reader.ts';
import { SharedFrame } from './shared-frame.tsx';
import { SharedIncidentTable } from './shared-incident-table.tsx';
import { useShared } from './use-shared.ts';

interface PageProps {
  readonly id: string;
  readonly choose: (language: Language) => void;
}

/** A site: in full where the reader sees it in detail, else its name and judgement. */
export function SharedTarget({ id, choose }: PageProps) {
  const words = useWords();
  // Small, and tells which of the two it is: what is shown in full follows the site by itself.
  const judging = useShared<SharedPageDto>(`/api/judging?${new URLSearchParams({ target: id })}`);
  const { data, failure } = judging;
  if (data === null) return <PageNotice failure={failure} missing={words.failedToLoad} />;
  const detail = data.sites[0]?.detail ?? null;
  return detail === null ? (
    <JudgedTarget id={id} choose={choose} />
  ) : (
    <DetailTarget id={id} choose={choose} verdicts={detail.verdicts} />
  );
}

function JudgedTarget({ id, choose }: PageProps) {
  const words = useWords();
  const language = useLanguage();
  const state = useShared<SharedTargetDto>(`/api/targets/${encodeURIComponent(id)}`);
  const title = state.data?.site.member.name[language] ?? id;
  return (
    <SharedFrame {...{ title, choose, state }} missing={words.noSuchTarget}>
      {(page, at) => <Judged page={page} at={at} />}
    </SharedFrame>
  );
}

interface DetailProps extends PageProps {
  readonly verdicts: readonly VerdictDto[];
}

function DetailTarget({ id, choose, verdicts }: DetailProps) {
  const words = useWords();
  const language = useLanguage();
  const { target, points, marking, freshness, failure } = useTarget<DetailTargetDto>(id);
  const now = useNow(10_000);
  return (
    <Frame
      title={target?.member.name[language] ?? id}
      choose={choose}
      council={target?.council}
      marking={marking}
      freshness={freshness}
    >
      {target && freshness ? (
        <SiteBodyLater
          target={target}
          points={points}
          judging={{ verdicts, vantages: 1 }}
          freshness={freshness}
        >
          <SiteTroubles id={id} timezone={target.council.timezone} at={boardNow(freshness, now)} />
        </SiteBodyLater>
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

function Judged({ page, at }: { page: SharedTargetDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { site, sector, council } = page;
  const { judgement, since, suspect, member, target } = site;
  const { timezone } = council;
  const reader = useReader()?.viewer;
  const isOfOwnOffice = reader?.kind === 'secretariat' && reader.sector?.id === sector.id;
  const began = since ? timesOf(language, timezone).short(since, at) : null;
  return (
    <>
      <SiteHead member={member} sector={sector} target={target} url={null} />
      <section class="panel verdicts" aria-labelledby="verdicts">
        <header class="panel-head">
          <h2 id="verdicts">{words.colJudgement}</h2>
          <OneVantage />
        </header>
        <p class="verdict-says">
          <JudgementSign judgement={judgement} ratio={null} />
          {began !== null && since !== null && (
            <span class="num">
              {words.judgedSince(began, showDuration(at - since, words.spans))}
            </span>
          )}
          {suspect && <span class="tag">{words.suspectSite}</span>}
        </p>
        <Said target={target} at={at} />
        <p class="note">
          {words.judgementOnlyNote}
          {isOfOwnOffice && (
            <>
              {' '}
              <a href={memberPath(member.id)}>{words.seeMember}</a>
            </>
          )}
        </p>
      </section>
      <SiteTroubles id={target} timezone={timezone} at={at} />
      <SiteActs target={target} isStopped={false} timezone={timezone} />
    </>
  );
}

function SiteTroubles({ id, timezone, at }: { id: string; timezone: string; at: number }) {
  const words = useWords();
  const { data } = useShared<SharedIncidentListDto>(
    `/api/incidents?${new URLSearchParams({ target: id })}`,
  );
  const incidents = data?.incidents ?? [];
  if (incidents.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="site-incidents">
      <h2 id="site-incidents">{words.siteIncidents}</h2>
      <SharedIncidentTable {...{ incidents, timezone, at }} label={words.siteIncidents} />
    </section>
  );
}

import type { Language } from '../../core/words/language.ts';
import type { MemberPageDto } from '../dto/member.ts';
import { EnrolProposal } from './enrol-proposal.tsx';
import { showCount } from './format.ts';
import { Frame } from './frame.tsx';
import { boardNow } from './freshness.ts';
import { MemberContacts } from './member-contacts.tsx';
import { MemberSharing } from './member-sharing.tsx';
import { MemberStatements } from './member-statements.tsx';
import { MemberWorks } from './member-works.tsx';
import { MissingPage } from './missing-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { LOOKS_PATH, sectorPath } from './route.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

export interface MemberPageProps {
  readonly id: string;
  readonly choose: (language: Language) => void;
}

/** A member for itself: how its sites are shared, who is told, what is planned, what measuring asks. */
export function MemberPage({ id, choose }: MemberPageProps) {
  const words = useWords();
  const language = useLanguage();
  const path = `/api/members/${encodeURIComponent(id)}`;
  const { data, marking, freshness, failure, reload } = useMinutely<MemberPageDto>(path);
  if (failure === 'not_found') return <MissingPage text={words.noSuchMember} choose={choose} />;
  const clockAt = (now: number) =>
    freshness === null ? now : boardNow(freshness, now, data?.council.drill?.speed);
  const title = data?.member.name[language] ?? words.navMember;
  return (
    <Frame title={title} here="member" {...{ choose, marking, freshness }} council={data?.council}>
      {data === null ? (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      ) : (
        <div class="member-page">
          <div class="target-head">
            <nav aria-label={words.breadcrumb}>
              <a href="/">{words.backToOverview}</a>
              <span aria-hidden="true"> › </span>
              <a href={sectorPath(data.sector.id)}>{data.sector.name[language]}</a>
            </nav>
            <h1>{title}</h1>
            <p class="target-url">{data.member.id}</p>
          </div>
          {data.right === 'by_request' && <p class="notice">{words.onBehalf(title)}</p>}
          <MemberStatements page={data} reload={reload} clockAt={clockAt} />
          <MemberSharing page={data} reload={reload} />
          <MemberContacts page={data} reload={reload} />
          <MemberWorks page={data} reload={reload} />
          <EnrolProposal page={data} />
          <Loads page={data} />
          {data.right === 'allowed' && (
            <p class="note">
              {words.toLooks}: <a href={LOOKS_PATH}>{words.seeLooks}</a>
            </p>
          )}
        </div>
      )}
    </Frame>
  );
}

function Loads({ page }: { page: MemberPageDto }) {
  const words = useWords();
  const language = useLanguage();
  const show = (count: number | null) => (count === null ? '–' : showCount(count, language));
  return (
    <section class="panel" aria-labelledby="member-load">
      <h2 id="member-load">{words.loadTitle}</h2>
      <p class="note">{words.loadNote}</p>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.colSite}</th>
            <th scope="col">{words.colProbes}</th>
            <th scope="col">{words.colRequestsADay}</th>
            <th scope="col">{words.colBytesADay}</th>
          </tr>
        </thead>
        <tbody>
          {page.sites.map(({ target, detail }) => (
            <tr key={target}>
              <th scope="row">{target}</th>
              {detail?.load == null ? (
                <td colSpan={3}>{detail === null ? words.detailHidden : words.noLoad}</td>
              ) : (
                <>
                  <td class="num" data-label={words.colProbes}>
                    {show(detail.load.probes)}
                  </td>
                  <td class="num" data-label={words.colRequestsADay}>
                    {show(detail.load.requestsADay)}
                  </td>
                  <td class="num" data-label={words.colBytesADay}>
                    {show(detail.load.bodyBytesADay)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

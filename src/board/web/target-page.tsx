import type { Language } from '../../core/words/language.ts';
import type { TargetDto } from '../dto/target.ts';
import { Frame } from './frame.tsx';
import { boardNow } from './freshness.ts';
import { MissingPage } from './missing-page.tsx';
import { PageNotice } from './page-notice.tsx';
import { SiteBodyLater } from './site-body-later.tsx';
import { SiteIncidents } from './site-incidents.tsx';
import { useJudging } from './use-judging.ts';
import { useNow } from './use-now.ts';
import { useTarget } from './use-target.ts';
import { useLanguage, useWords } from './words.ts';

/** One site: its last probe explained, and its day. */
export function TargetPage({ id, choose }: { id: string; choose: (language: Language) => void }) {
  const words = useWords();
  const language = useLanguage();
  const { target, points, marking, freshness, failure, news } = useTarget<TargetDto>(id);
  const judging = useJudging({ target: id }, news);
  const now = useNow(10_000);
  if (failure === 'not_found') return <MissingPage text={words.noSuchTarget} choose={choose} />;
  return (
    <Frame
      title={target?.member.name[language] ?? id}
      choose={choose}
      council={target?.council}
      marking={marking}
      freshness={freshness}
    >
      {target && freshness ? (
        <SiteBodyLater target={target} points={points} judging={judging} freshness={freshness}>
          <SiteIncidents
            target={target.id}
            news={news}
            timezone={target.council.timezone}
            at={boardNow(freshness, now)}
          />
        </SiteBodyLater>
      ) : (
        <PageNotice failure={failure} missing={words.failedToLoad} />
      )}
    </Frame>
  );
}

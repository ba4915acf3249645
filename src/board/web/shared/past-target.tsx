import type { Language } from '../../../core/words/language.ts';
import type { SharedTargetDto, SiteTarget } from '../../dto/shared.ts';
import { DaySection } from '../day-section.tsx';
import { timesOf } from '../format.ts';
import { Frame } from '../frame.tsx';
import { PageNotice } from '../page-notice.tsx';
import { SiteHead } from '../site-head.tsx';
import { useNow } from '../use-now.ts';
import { usePastDay } from '../use-past-day.ts';
import { useSealed } from '../use-sealed.ts';
import { useLanguage, useWords } from '../words.ts';
import { PastBanner } from './past-banner.tsx';
import { PastIncidents } from './past-incidents.tsx';
import { TimeBar } from './time-bar.tsx';

export interface PastTargetProps {
  readonly id: string;
  /** Epoch ms. */
  readonly moment: number;
  readonly choose: (language: Language) => void;
}

/** A site at a moment of the past: to whom it is shown in detail the 24 hours before. */
export function PastTarget({ id, moment, choose }: PastTargetProps) {
  const words = useWords();
  const language = useLanguage();
  const now = useNow(10_000);
  const path = `/api/targets/${encodeURIComponent(id)}`;
  const { data, marking, failure } = useSealed<SiteTarget | SharedTargetDto>(path);
  const head = data && headOf(data);
  return (
    <Frame
      title={head?.member.name[language] ?? id}
      choose={choose}
      council={data?.council}
      marking={marking}
      moment={moment}
    >
      {head && <SiteHead {...head} />}
      {/* There before its day is: a key that is hit twice goes two days back. */}
      <TimeBar moment={moment} day={null} now={now} />
      {data === null ? (
        <PageNotice failure={failure} missing={words.noSuchTarget} />
      ) : (
        <>
          {'site' in data ? (
            <PastBanner
              moment={moment}
              timezone={data.council.timezone}
              note={words.judgementOnlyPast}
            />
          ) : (
            <DetailDay target={data} moment={moment} />
          )}
          <PastIncidents
            {...{ target: id, moment }}
            sector={data.sector.id}
            timezone={data.council.timezone}
          />
        </>
      )}
    </Frame>
  );
}

function headOf(data: SiteTarget | SharedTargetDto) {
  if ('site' in data) {
    const { site, sector } = data;
    return { member: site.member, sector, target: site.target, url: null };
  }
  const { member, sector, id, url } = data;
  return { member, sector, target: id, url };
}

function DetailDay({ target, moment }: { target: SiteTarget; moment: number }) {
  const words = useWords();
  const language = useLanguage();
  const { timezone } = target.council;
  const families = target.series.map(({ family }) => family);
  const { day, failure } = usePastDay(target.id, families, moment);
  const times = timesOf(language, timezone);
  const isCut = day !== null && day.toldFrom > day.from;
  const isUntold = day !== null && day.toldFrom >= day.to;
  return (
    <>
      <PastBanner
        moment={moment}
        timezone={timezone}
        note={
          isUntold
            ? words.detailUntold
            : isCut
              ? words.detailToldFrom(times.whole(day.toldFrom))
              : words.pastDetailNote
        }
      />
      {day !== null ? (
        <DaySection target={target} points={day.points} verdicts={[]} past={day} />
      ) : (
        <p class="notice" role="status">
          {failure === null ? words.loading : words.failedToLoad}
        </p>
      )}
    </>
  );
}

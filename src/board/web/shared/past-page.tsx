import type { Language } from '../../../core/words/language.ts';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { Frame } from '../frame.tsx';
import { PageNotice } from '../page-notice.tsx';
import { useNow } from '../use-now.ts';
import { useLanguage, useWords } from '../words.ts';
import { type Picture, pictureAt } from './day-at.ts';
import { PastBanner } from './past-banner.tsx';
import { CouncilPicture } from './picture-view.tsx';
import { SectorPicture } from './shared-sector.tsx';
import { TimeBar } from './time-bar.tsx';
import { useDayOf } from './use-day.ts';

export interface PastPageProps {
  /** Epoch ms. */
  readonly moment: number;
  /** null = the council. */
  readonly sector: string | null;
  readonly choose: (language: Language) => void;
}

/** The overview or a sector as it was told at a moment of the past. */
export function PastPage({ moment, sector, choose }: PastPageProps) {
  const words = useWords();
  const language = useLanguage();
  const now = useNow(10_000);
  const { data: day, marking, failure } = useDayOf(moment, sector);
  const name = sector === null ? null : (day?.sectors[0]?.name[language] ?? sector);
  return (
    <Frame
      title={name ?? words.overviewTitle}
      {...(sector === null ? { here: 'overview' as const } : {})}
      choose={choose}
      council={day?.council}
      marking={marking}
      moment={moment}
    >
      {/* There before its day is: a key that is hit twice goes two days back. */}
      <TimeBar {...{ moment, day, now }} />
      {day === null ? (
        <PageNotice failure={failure} missing={words.noSuchSector} />
      ) : (
        <>
          <PastBanner
            moment={moment}
            timezone={day.council.timezone}
            note={isToldAt(day, moment) ? words.pastNote : words.untoldPast}
          />
          <AtMoment day={day} moment={moment} isSector={sector !== null} />
        </>
      )}
    </Frame>
  );
}

function AtMoment(props: { day: SharedDayDto; moment: number; isSector: boolean }) {
  const { day, moment, isSector } = props;
  const picture: Picture = pictureAt(day, moment);
  const view = { picture, day, at: moment, isPast: true };
  return isSector ? <SectorPicture {...view} /> : <CouncilPicture {...view} />;
}

function isToldAt({ sectors }: SharedDayDto, moment: number): boolean {
  return sectors.some(({ bands }) => bands.some(({ from, to }) => from <= moment && moment < to));
}

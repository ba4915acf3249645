import type { Language } from '../../../core/words/language.ts';
import type { SharedPageDto } from '../../dto/shared.ts';
import { useWords } from '../words.ts';
import { CouncilPicture } from './picture-view.tsx';
import { SharedFrame } from './shared-frame.tsx';
import { TimeBar } from './time-bar.tsx';
import { useLastDay } from './use-day.ts';
import { useShared } from './use-shared.ts';

/** The council now, as its reader may know it. */
export function SharedOverview({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const state = useShared<SharedPageDto>('/api/council');
  const day = useLastDay(null, state.data?.releasedAt ?? null);
  return (
    <SharedFrame title={words.overviewTitle} here="overview" choose={choose} state={state}>
      {(page, at) => (
        <CouncilPicture picture={page} day={day} at={at} isPast={false}>
          <TimeBar now={at} moment={null} day={null} />
        </CouncilPicture>
      )}
    </SharedFrame>
  );
}

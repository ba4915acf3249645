import type { Language } from '../../core/words/language.ts';
import type { SharedCouncilDto } from '../dto/shared.ts';
import type { CouncilDto } from '../dto.ts';
import { NOTHING } from './feed.ts';
import { Frame } from './frame.tsx';
import { type LiveQuery, useLive } from './use-live.ts';
import { useWords } from './words.ts';

export interface MissingPageProps {
  /** What there is not. */
  readonly text: string;
  readonly choose: (language: Language) => void;
}

/** Loaded anew at each event, whoever reads. */
const MARKS: LiveQuery<{ readonly council: CouncilDto | SharedCouncilDto }> = {
  path: '/api/council',
  scope: NOTHING,
  apply: null,
};

/** What stands where there is nothing, with the marks of the council as on every page. */
export function MissingPage({ text, choose }: MissingPageProps) {
  const words = useWords();
  const { data, marking, freshness } = useLive(MARKS);
  return (
    <Frame
      title={text}
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      <h1 class="notice">{text}</h1>
      <p class="notice">
        <a href="/">{words.backToOverview}</a>
      </p>
    </Frame>
  );
}

import type { ComponentChildren } from 'preact';
import type { Language } from '../../../core/words/language.ts';
import type { SharedCouncilDto } from '../../dto/shared.ts';
import { Frame, type FrameProps } from '../frame.tsx';
import { boardNow } from '../freshness.ts';
import { PageNotice } from '../page-notice.tsx';
import { useNow } from '../use-now.ts';
import { useWords } from '../words.ts';
import type { SharedState } from './use-shared.ts';

export interface SharedFrameProps<T> extends Pick<FrameProps, 'here'> {
  readonly title: string;
  readonly choose: (language: Language) => void;
  readonly state: SharedState<T>;
  /** What is said where there is no such thing. */
  readonly missing?: string;
  readonly children: (data: T, at: number) => ComponentChildren;
}

/** A page for who shares: its frame, and what is said until it is there or where it is not. */
export function SharedFrame<T extends { readonly council: SharedCouncilDto }>(
  props: SharedFrameProps<T>,
) {
  const { title, here, choose, state, missing, children } = props;
  const { data, marking, freshness, failure } = state;
  const words = useWords();
  const now = useNow(10_000);
  const isMissing = failure === 'not_found' && missing !== undefined;
  return (
    <Frame
      title={isMissing ? missing : title}
      {...(here ? { here } : {})}
      choose={choose}
      council={data?.council}
      marking={marking}
      freshness={freshness}
    >
      {data && freshness && !isMissing ? (
        children(data, boardNow(freshness, now))
      ) : (
        <PageNotice failure={failure} missing={isMissing ? missing : words.failedToLoad} />
      )}
    </Frame>
  );
}

import { useCallback, useState } from 'preact/hooks';

/** What tells that judging may say something else than before. */
export interface JudgingNews {
  /** As the newest event had it; null = no event came yet. */
  readonly version: number | null;
  /** How often all was asked for again: no events come, or the site was measured. */
  readonly polls: number;
}

export interface JudgingNewsFeed {
  readonly news: JudgingNews;
  readonly heard: (version: number) => void;
  readonly polled: () => void;
}

/** Keeps what the feed of a page tells of judging. */
export function useJudgingNews(): JudgingNewsFeed {
  const [news, setNews] = useState<JudgingNews>({ version: null, polls: 0 });
  const heard = useCallback((version: number) => {
    setNews((before) => (before.version === version ? before : { ...before, version }));
  }, []);
  const polled = useCallback(() => {
    setNews((before) => ({ ...before, polls: before.polls + 1 }));
  }, []);
  return { news, heard, polled };
}

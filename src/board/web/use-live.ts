import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Envelope } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { ChangesDto } from '../dto.ts';
import { type ApiError, getData } from './api.ts';
import { type Feed, type FeedScope, openFeed } from './feed.ts';
import type { FeedMode } from './feed-line.ts';
import type { Freshness } from './freshness.ts';
import { type JudgingNews, useJudgingNews } from './use-judging-news.ts';
import { useLoading } from './use-loading.ts';

/** What is followed; the same object as long as it is the same. */
export interface LiveQuery<T> {
  readonly path: string;
  readonly scope: FeedScope;
  /** What was loaded after the changes; null = it is loaded anew at each event. */
  readonly apply: ((data: T, changes: ChangesDto) => T) | null;
}

export interface LiveState<T> {
  readonly data: T | null;
  readonly marking: Marking | null;
  readonly freshness: Freshness | null;
  /** Of the last attempt to load. */
  readonly failure: ApiError['code'] | null;
  /** What the events tell of judging. */
  readonly news: JudgingNews;
  /** Loads anew. */
  readonly reload: () => void;
}

interface Held<T> {
  readonly envelope: Envelope<T>;
  readonly receivedAt: number;
}

/** Data of the API, kept up to date while the component is there. */
export function useLive<T>(query: LiveQuery<T>): LiveState<T> {
  const { path, scope, apply } = query;
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [mode, setMode] = useState<FeedMode>('connecting');
  const version = useRef<number | null>(null);
  const feed = useRef<Feed | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const envelope = await getData<T>(path, signal);
      version.current = versionOf(envelope.data);
      setHeld({ envelope, receivedAt: Date.now() });
      feed.current?.loaded(version.current);
    },
    [path],
  );
  const { failure, reload, isBehind } = useLoading(load);
  const { news, heard, polled } = useJudgingNews();

  const missing = held === null;
  useEffect(() => {
    if (missing) return;
    const opened = openFeed(
      { since: version.current, scope },
      {
        mode: setMode,
        refetch() {
          polled();
          reload();
        },
        changes(changes) {
          if ('judging' in changes.data) heard(changes.data.judging);
          if (apply === null) reload();
          else setHeld((before) => before && after(before, { changes, apply, isBehind }));
        },
      },
    );
    feed.current = opened;
    return opened.close;
  }, [missing, reload, scope, apply, heard, polled, isBehind]);

  const rest = { failure, news, reload };
  if (held === null) return { data: null, marking: null, freshness: null, ...rest };
  const { asOf, marking, data } = held.envelope;
  return { data, marking, freshness: { mode, asOf, receivedAt: held.receivedAt }, ...rest };
}

/** The version of data that has one, else null: from now on. */
export function versionOf(data: unknown): number | null {
  const known = typeof data === 'object' && data !== null && 'version' in data;
  return known && typeof data.version === 'number' ? data.version : null;
}

interface Event<T> {
  readonly changes: Envelope<ChangesDto>;
  readonly apply: (data: T, changes: ChangesDto) => T;
  readonly isBehind: { readonly current: boolean };
}

function after<T>(held: Held<T>, { changes, apply, isBehind }: Event<T>): Held<T> {
  const { asOf, marking, data } = changes;
  const changed = { marking, data: apply(held.envelope.data, data) };
  if (isBehind.current) return { ...held, envelope: { asOf: held.envelope.asOf, ...changed } };
  return { envelope: { asOf, ...changed }, receivedAt: Date.now() };
}

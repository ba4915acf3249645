import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Envelope } from '../../../core/words/marked.ts';
import { MARKINGS, type Marking } from '../../../core/words/marking.ts';
import type { SharedChangesDto } from '../../dto/shared.ts';
import { type ApiError, getData } from '../api.ts';
import { type Feed, type FeedScope, NOTHING, openFeed } from '../feed.ts';
import type { FeedMode } from '../feed-line.ts';
import type { Freshness } from '../freshness.ts';
import { versionOf } from '../use-live.ts';
import { useLoading } from '../use-loading.ts';

/** What is shown in values may be this old, ms; bands and judgements are loaded as they change. */
const VALUES_MS = 30_000;

export interface SharedState<T> {
  readonly data: T | null;
  readonly marking: Marking | null;
  readonly freshness: Freshness | null;
  /** Of the last attempt to load. */
  readonly failure: ApiError['code'] | null;
}

/** How a page is kept by what the events say, and is not loaded anew; the same object as long as it is. */
export interface Following<T> {
  readonly scope: FeedScope;
  readonly apply: (data: T, changes: SharedChangesDto) => T;
}

/** Data for who shares, loaded anew when the events show another picture. */
export function useShared<T extends object>(
  path: string,
  following: Following<T> | null = null,
): SharedState<T> {
  const [held, setHeld] = useState<Envelope<T> | null>(null);
  const [mode, setMode] = useState<FeedMode>('connecting');
  const [heard, setHeard] = useState({ asOf: 0, receivedAt: 0 });
  const loadedAt = useRef(0);
  const picture = useRef<string | null>(null);
  const version = useRef<number | null>(null);
  const feed = useRef<Feed | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const envelope = await getData<T>(path, signal);
      loadedAt.current = Date.now();
      version.current = versionOf(envelope.data);
      setHeld(envelope);
      setHeard({ asOf: envelope.asOf, receivedAt: Date.now() });
      feed.current?.loaded(version.current);
    },
    [path],
  );
  const { failure, reload, isBehind } = useLoading(load);
  const isWaiting = following !== null && held === null;
  useEffect(() => {
    if (isWaiting) return;
    const hear = (asOf: number) => {
      if (!isBehind.current) setHeard({ asOf, receivedAt: Date.now() });
    };
    const since = following === null ? null : version.current;
    const query = { since, scope: following?.scope ?? NOTHING };
    const opened = openFeed<SharedChangesDto>(query, {
      mode: setMode,
      refetch: reload,
      changes({ asOf, marking, data }) {
        if (following !== null) {
          setHeld((before) => before && after(before, { asOf, marking, data }, following));
          hear(asOf);
          return;
        }
        const isOther = picture.current !== null && picture.current !== data.picture;
        picture.current = data.picture;
        if (isOther || Date.now() - loadedAt.current > VALUES_MS) reload();
        else hear(asOf);
      },
    });
    feed.current = opened;
    return opened.close;
  }, [reload, following, isWaiting, isBehind]);
  if (held === null) return { data: null, marking: null, freshness: null, failure };
  return { data: held.data, marking: held.marking, freshness: { mode, ...heard }, failure };
}

/** With the stricter marking of the two: what was loaded is still shown. */
function after<T>(
  held: Envelope<T>,
  { asOf, marking, data }: Envelope<SharedChangesDto>,
  { apply }: Following<T>,
): Envelope<T> {
  const stricter = Math.min(MARKINGS.indexOf(held.marking), MARKINGS.indexOf(marking));
  return { asOf, marking: MARKINGS[stricter] ?? held.marking, data: apply(held.data, data) };
}

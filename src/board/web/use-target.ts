import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Envelope } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { SharedChangesDto } from '../dto/shared.ts';
import type { PointDto } from '../dto/target.ts';
import type { ChangesDto } from '../dto.ts';
import { type ApiError, getData } from './api.ts';
import { openFeed } from './feed.ts';
import type { FeedMode } from './feed-line.ts';
import type { Freshness } from './freshness.ts';
import { readPoints } from './target-points.ts';
import { type JudgingNews, useJudgingNews } from './use-judging-news.ts';
import { useLoading } from './use-loading.ts';

export interface TargetState<T> {
  readonly target: T | null;
  /** First attempts of the last 24 hours, in order of time. */
  readonly points: readonly PointDto[];
  readonly marking: Marking | null;
  readonly freshness: Freshness | null;
  readonly failure: ApiError['code'] | null;
  /** What the events tell of judging. */
  readonly news: JudgingNews;
}

const DAY_MS = 86_400_000;
/** A sample may still be on its way when a later one is read: the last minutes are asked for again. */
const OVERLAP_MS = 300_000;

interface Held<T> {
  readonly envelope: Envelope<T>;
  readonly points: readonly PointDto[];
  readonly receivedAt: number;
}

/** One site with its day, kept up to date while the component is there. */
export function useTarget<T>(id: string): TargetState<T> {
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [mode, setMode] = useState<FeedMode>('connecting');
  const [heardAt, setHeardAt] = useState(0);
  const known = useRef<readonly PointDto[]>([]);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const path = `/api/targets/${encodeURIComponent(id)}`;
      const envelope = await getData<T>(path, signal);
      known.current = await pointsOf(id, envelope.asOf, known.current, signal);
      setHeld({ envelope, points: known.current, receivedAt: Date.now() });
    },
    [id],
  );
  const picture = useRef<string | null>(null);
  const { failure, reload, isBehind } = useLoading(load);
  const { news, heard, polled } = useJudgingNews();

  useEffect(() => {
    const query = { since: null, scope: { of: 'target', id } } as const;
    const feed = openFeed<ChangesDto | SharedChangesDto>(query, {
      mode: setMode,
      refetch() {
        polled();
        reload();
      },
      changes: ({ data }) => {
        if ('judging' in data) heard(data.judging);
        const seen = picture.current;
        if ('picture' in data) picture.current = data.picture;
        const isOther = seen !== null && seen !== picture.current;
        if (data.series.length > 0 || isOther) {
          polled();
          reload();
        } else if (!isBehind.current) setHeardAt(Date.now());
      },
    });
    return feed.close;
  }, [id, reload, heard, polled, isBehind]);

  if (held === null) {
    return { target: null, points: [], marking: null, freshness: null, failure, news };
  }
  const { asOf, marking, data } = held.envelope;
  const receivedAt = Math.max(held.receivedAt, heardAt);
  const freshness = { mode, asOf: asOf + (receivedAt - held.receivedAt), receivedAt };
  return { target: data, points: held.points, marking, freshness, failure, news };
}

/** The last 24 hours: what is known already, and what came after it. */
async function pointsOf(
  target: string,
  to: number,
  known: readonly PointDto[],
  signal: AbortSignal,
): Promise<readonly PointDto[]> {
  const start = to - DAY_MS;
  const last = known.at(-1)?.scheduledAt ?? start;
  const first = Math.max(start, last - OVERLAP_MS);
  const points = known.filter(({ scheduledAt }) => scheduledAt >= start && scheduledAt < first);
  const read = await readPoints(target, { from: first, to: to + 1 }, signal);
  return [...points, ...read.points];
}

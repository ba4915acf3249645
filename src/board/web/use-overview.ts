import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Envelope } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { ChangesDto, OverviewDto } from '../dto.ts';
import { getData } from './api.ts';
import { applyChanges } from './apply-changes.ts';
import { type FeedMode, openFeed } from './feed.ts';
import type { Freshness } from './freshness.ts';
import { useLoading } from './use-loading.ts';

export interface OverviewState {
  readonly overview: OverviewDto | null;
  readonly marking: Marking | null;
  readonly freshness: Freshness | null;
  /** The last attempt to load failed. */
  readonly failed: boolean;
}

interface Held {
  readonly envelope: Envelope<OverviewDto>;
  readonly receivedAt: number;
}

/** The overview, kept up to date while the component is there. */
export function useOverview(): OverviewState {
  const [held, setHeld] = useState<Held | null>(null);
  const [mode, setMode] = useState<FeedMode>('connecting');
  const version = useRef(0);
  const load = useCallback(async (signal: AbortSignal) => {
    const envelope = await getData<OverviewDto>('/api/overview', signal);
    version.current = envelope.data.version;
    setHeld({ envelope, receivedAt: Date.now() });
  }, []);
  const { failure, reload } = useLoading(load);

  const missing = held === null;
  useEffect(() => {
    if (missing) return;
    const query = { since: version.current, target: null };
    return openFeed(query, {
      mode: setMode,
      refetch: reload,
      changes: (news) => setHeld((before) => before && after(before, news)),
    });
  }, [missing, reload]);

  if (held === null) {
    return { overview: null, marking: null, freshness: null, failed: failure !== null };
  }
  const { asOf, marking, data } = held.envelope;
  return {
    overview: data,
    marking,
    freshness: { mode, asOf, receivedAt: held.receivedAt },
    failed: failure !== null,
  };
}

function after(held: Held, { asOf, marking, data }: Envelope<ChangesDto>): Held {
  const changed = applyChanges(held.envelope.data, data);
  return { envelope: { asOf, marking, data: changed }, receivedAt: Date.now() };
}

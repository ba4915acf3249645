import { useCallback, useState } from 'preact/hooks';
import type { Envelope } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import { type ApiError, getData } from './api.ts';
import type { Freshness } from './freshness.ts';
import { useLoading } from './use-loading.ts';

export interface Sealed<T> {
  readonly data: T | null;
  readonly marking: Marking | null;
  /** null as long as `data` is. */
  readonly freshness: Freshness | null;
  /** Of the last attempt to load. */
  readonly failure: ApiError['code'] | null;
  readonly reload: () => void;
}

interface Held<T> {
  readonly envelope: Envelope<T>;
  readonly receivedAt: number;
}

/** Data that is loaded once, and anew when asked. */
export function useSealed<T>(path: string): Sealed<T> {
  const [held, setHeld] = useState<Held<T> | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const envelope = await getData<T>(path, signal);
      setHeld({ envelope, receivedAt: Date.now() });
    },
    [path],
  );
  const { failure, reload } = useLoading(load);
  if (held === null) return { data: null, marking: null, freshness: null, failure, reload };
  const { asOf, marking, data } = held.envelope;
  const freshness = { mode: 'loaded', asOf, receivedAt: held.receivedAt } as const;
  return { data, marking, freshness, failure, reload };
}

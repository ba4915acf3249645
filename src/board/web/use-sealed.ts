import { useCallback, useState } from 'preact/hooks';
import type { Envelope } from '../../core/words/marked.ts';
import type { Marking } from '../../core/words/marking.ts';
import { type ApiError, getData } from './api.ts';
import { useLoading } from './use-loading.ts';

export interface Sealed<T> {
  readonly data: T | null;
  readonly marking: Marking | null;
  /** Of the last attempt to load. */
  readonly failure: ApiError['code'] | null;
  readonly reload: () => void;
}

/** Data that changes by what is done on its page alone. */
export function useSealed<T>(path: string): Sealed<T> {
  const [held, setHeld] = useState<Envelope<T> | null>(null);
  const load = useCallback(
    async (signal: AbortSignal) => setHeld(await getData<T>(path, signal)),
    [path],
  );
  const { failure, reload } = useLoading(load);
  return { data: held?.data ?? null, marking: held?.marking ?? null, failure, reload };
}

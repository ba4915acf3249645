import { createContext } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';
import type { ReaderDto } from '../../dto/shared.ts';
import { type ApiError, getData } from '../api.ts';
import { useLoading } from '../use-loading.ts';

/** To whom the pages show themselves; null = not yet known. */
export const ReaderContext = createContext<ReaderDto | null>(null);

export function useReader(): ReaderDto | null {
  return useContext(ReaderContext);
}

/** Asks once who reads, and again every 5 s while that fails. */
export function useAskedReader(): {
  readonly reader: ReaderDto | null;
  readonly failure: ApiError['code'] | null;
} {
  const [reader, setReader] = useState<ReaderDto | null>(null);
  const load = useCallback(async (signal: AbortSignal) => {
    setReader((await getData<ReaderDto>('/api/reader', signal)).data);
  }, []);
  const { failure } = useLoading(load);
  return { reader, failure };
}

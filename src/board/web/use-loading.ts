import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api.ts';

const RETRY_MS = 5000;

export interface Loading {
  /** Of the newest attempt; null = it succeeded, or the first is under way. */
  readonly failure: ApiError['code'] | null;
  /** Does it once more, after what is under way: a slow answer still comes, however often it is asked. */
  readonly reload: () => void;
  /** What was asked for last has not come: what is held is of before, whatever events say. */
  readonly isBehind: { readonly current: boolean };
}

/**
 * Does `work` at once, when asked, and after a failure every 5 s; another `work` ends the one before, so it
 * must keep its identity.
 */
export function useLoading(work: (signal: AbortSignal) => Promise<void>): Loading {
  const [failure, setFailure] = useState<ApiError['code'] | null>(null);
  const running = useRef<AbortController | null>(null);
  const isAsked = useRef(false);
  const isBehind = useRef(true);
  const reload = useCallback(() => {
    isBehind.current = true;
    isAsked.current = true;
    if (running.current !== null) return;
    const controller = new AbortController();
    running.current = controller;
    isAsked.current = false;
    const end = (code: ApiError['code'] | null) => {
      if (controller.signal.aborted) return;
      running.current = null;
      isBehind.current = isAsked.current || code !== null;
      setFailure(code);
      if (isAsked.current) reload();
    };
    work(controller.signal).then(
      () => end(null),
      (error: unknown) => end(error instanceof ApiError ? error.code : 'internal'),
    );
  }, [work]);
  useEffect(() => {
    reload();
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, [reload]);
  useEffect(() => {
    if (failure === null || failure === 'not_found') return;
    const timer = setInterval(reload, RETRY_MS);
    return () => clearInterval(timer);
  }, [failure, reload]);
  return { failure, reload, isBehind };
}

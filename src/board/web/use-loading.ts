import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api.ts';

const RETRY_MS = 5000;

export interface Loading {
  /** Of the newest attempt; null = it succeeded, or the first is under way. */
  readonly failure: ApiError['code'] | null;
  /** Starts anew; what is under way is given up. */
  readonly reload: () => void;
  /** What was asked for last has not come: what is held is of before, whatever events say. */
  readonly isBehind: { readonly current: boolean };
}

/** Does `work` at once, when asked, and after a failure every 5 s; `work` must keep its identity. */
export function useLoading(work: (signal: AbortSignal) => Promise<void>): Loading {
  const [failure, setFailure] = useState<ApiError['code'] | null>(null);
  const running = useRef<AbortController | null>(null);
  const isBehind = useRef(true);
  const reload = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    isBehind.current = true;
    work(controller.signal).then(
      () => {
        if (controller.signal.aborted) return;
        isBehind.current = false;
        setFailure(null);
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setFailure(error instanceof ApiError ? error.code : 'internal');
      },
    );
  }, [work]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload]);
  useEffect(() => {
    if (failure === null || failure === 'not_found') return;
    const timer = setInterval(reload, RETRY_MS);
    return () => clearInterval(timer);
  }, [failure, reload]);
  return { failure, reload, isBehind };
}

import { useEffect } from 'preact/hooks';

const AGAIN_MS = 60_000;

/** Does it every minute while the page is seen, and as soon as it is seen again; it must keep its identity. */
export function useAgain(again: () => void): void {
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible') again();
    };
    const timer = setInterval(seen, AGAIN_MS);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [again]);
}

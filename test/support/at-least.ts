/**
 * Calls back once, never before `delayMs` by the monotonic clock (a timer counts whole ms of the
 * loop's time and may come up to 1 ms early) and never before it has returned; 0 means as soon as
 * the running code ends. Returns the canceller.
 */
export function atLeast(delayMs: number, callback: () => void): () => void {
  const due = performance.now() + delayMs;
  let cancelled = false;
  let timer: NodeJS.Timeout | null = null;
  function check(): void {
    if (cancelled) return;
    const left = due - performance.now();
    if (left <= 0) callback();
    else timer = setTimeout(check, left);
  }
  if (delayMs <= 0) queueMicrotask(check);
  else timer = setTimeout(check, delayMs);
  return () => {
    cancelled = true;
    if (timer !== null) clearTimeout(timer);
  };
}

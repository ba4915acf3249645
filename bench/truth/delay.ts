/**
 * Calls back after at least `delayMs`, at once for 0, and tells how long it really took by the
 * monotonic clock. Node's timers are late by up to a millisecond or two; the delay produced is what
 * an error is counted against, so that lateness is nobody's error.
 */
export function delayExactly(delayMs: number, callback: (producedMs: number) => void): void {
  if (delayMs === 0) {
    callback(0);
    return;
  }
  const from = performance.now();
  setTimeout(() => {
    callback(performance.now() - from);
  }, delayMs);
}

export const TOTP_PERIOD_MS = 30_000;
/** Steps before and after now whose code is taken: clocks differ, and people type slowly. */
export const TOTP_WINDOW = 1;

/**
 * The step of a code that fits `delta` steps from now; null = it fits none, or a code of that step or
 * a later one was taken already.
 */
export function takenStep(delta: number | null, now: number, lastStep: number): number | null {
  if (delta === null || Math.abs(delta) > TOTP_WINDOW) return null;
  const step = Math.floor(now / TOTP_PERIOD_MS) + delta;
  return step > lastStep ? step : null;
}

/**
 * The longest duration that may be configured, ms. A timer of Node's holds at most 2^31 − 1 ms (24.8
 * days); a longer one fires after 1 ms.
 */
export const LONGEST_TIMER_MS = 24 * 86_400_000;

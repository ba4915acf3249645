/**
 * How slots go to the probe threads and records come back. A wake-up of a thread costs as much as half
 * a probe over HTTP (measured at 72 probes a second), so both travel in company.
 */
export const HAND_OVER = {
  /** A slot goes this long before its time at most, half of it at least, ms. */
  aheadMs: 200,
  /** Records of this long come back together, ms. */
  reportEveryMs: 100,
} as const;

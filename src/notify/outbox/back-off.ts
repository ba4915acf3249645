const FIRST_MS = 1000;
const MOST_MS = 300_000;

/** A channel's word to wait longer than this is not followed, ms. */
const MOST_ASKED_MS = 3_600_000;

/**
 * How long to wait after the `failures`th failed attempt, ms: a second, doubling up to five minutes,
 * by a fifth more or less; not less than was asked for. `random` in [0, 1).
 */
export function backOffMs(failures: number, askedMs: number | null, random: number): number {
  const plainMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(30, failures - 1));
  const asked = Math.min(MOST_ASKED_MS, askedMs ?? 0);
  return Math.ceil(Math.max(asked, plainMs * (0.8 + 0.4 * random)));
}

/** How long an entry that was kept to be tried at `nextAt` waits from `now`, whatever the clock did. */
export function restMs(nextAt: number, now: number): number {
  return Math.min(MOST_ASKED_MS, Math.max(0, nextAt - now));
}

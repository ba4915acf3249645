import type { LoginFailures } from '../../core/words/account.ts';

/** Failures in a row that cost nothing, of one caller. */
const FREE = 4;
/** Of all callers together, so that one who guesses cannot keep the owner out. */
const FREE_OF_ALL = 49;
const FIRST_MS = 30_000;
const MOST_MS = 15 * 60_000;
/** Failures older than this are forgotten. */
const FORGET_MS = 24 * 3_600_000;

/** Until when a caller is not let in after his failures, epoch ms; each further one doubles the time. */
export function callerLockedUntil(failures: LoginFailures | null): number {
  return lockedUntil(failures, FREE);
}

/** Until when nobody is after those of all callers. */
export function accountLockedUntil(failures: LoginFailures | null): number {
  return lockedUntil(failures, FREE_OF_ALL);
}

function lockedUntil(failures: LoginFailures | null, free: number): number {
  if (failures === null || failures.count <= free) return 0;
  const waitMs = Math.min(MOST_MS, FIRST_MS * 2 ** (failures.count - free - 1));
  return failures.lastAt + waitMs;
}

/** With one that failed at `now`. */
export function failuresAfter(before: LoginFailures | null, now: number): LoginFailures {
  const isOld = before === null || now - before.lastAt > FORGET_MS;
  return { count: isOld ? 1 : before.count + 1, lastAt: now };
}

import type { AccountKey } from '../../core/words/account.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A session that nobody uses ends; an open page uses it. */
export const SESSION_IDLE_MS = HOUR_MS;
/** However much it is used. */
export const SESSION_MS = DAY_MS;
export const INVITATION_MS = 3 * DAY_MS;
const MOST_DAYS = 365;

/** Uses closer together than this are one. */
const USE_MS = 60_000;

/** Whether the secret of a key opens anything at `now`. */
export function isAlive(key: AccountKey, now: number): boolean {
  if (now >= key.endsAt) return false;
  return key.kind !== 'session' || now - key.usedAt < SESSION_IDLE_MS;
}

/** The key as its use at `now` leaves it; null = it stays as it is. */
export function usedKey(key: AccountKey, now: number): AccountKey | null {
  if (key.kind === 'invitation') return null;
  return now - (key.usedAt ?? 0) < USE_MS ? null : { ...key, usedAt: now };
}

/** Of a token or a wall; null = not a number of days that it may have. */
export function keyEnd(days: number, now: number): number | null {
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? now + days * DAY_MS : null;
}

import type { FeedMode } from './feed-line.ts';

/** How old the values on the page are. */
export interface Freshness {
  readonly mode: FeedMode;
  /** The board's clock when the values were true, epoch ms. */
  readonly asOf: number;
  /** The browser's clock when they arrived, epoch ms. */
  readonly receivedAt: number;
}

/** Without news for this long, values are no longer shown as the present state, ms. */
const STALE_MS = 30_000;

export function ageSeconds(freshness: Freshness, now: number): number {
  return Math.max(0, Math.floor((now - freshness.receivedAt) / 1000));
}

export function isStale(freshness: Freshness, now: number): boolean {
  return now - freshness.receivedAt > STALE_MS;
}

/** The board's clock now, as far as the browser's tells. */
export function boardNow(freshness: Freshness, now: number): number {
  return freshness.asOf + (now - freshness.receivedAt);
}

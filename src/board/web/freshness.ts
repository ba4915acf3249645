import type { FeedMode } from './feed-line.ts';

/** How old the values on the page are. */
export interface Freshness {
  /** `loaded`: they follow no stream, and are loaded anew every minute. */
  readonly mode: FeedMode | 'loaded';
  /** The board's clock when the values were true, epoch ms. */
  readonly asOf: number;
  /** The browser's clock when they arrived, epoch ms. */
  readonly receivedAt: number;
}

/** Without news for this long, values are no longer shown as the present state, ms. */
const STALE_MS = 30_000;
const LOADED_STALE_MS = 90_000;

export function ageSeconds(freshness: Freshness, now: number): number {
  return Math.max(0, Math.floor((now - freshness.receivedAt) / 1000));
}

export function isStale({ mode, receivedAt }: Freshness, now: number): boolean {
  return now - receivedAt > (mode === 'loaded' ? LOADED_STALE_MS : STALE_MS);
}

/** The board's clock now, as far as the browser's tells; `speed`: how much faster it runs, as in a drill. */
export function boardNow(freshness: Freshness, now: number, speed = 1): number {
  return freshness.asOf + (now - freshness.receivedAt) * speed;
}

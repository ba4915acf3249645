/** Waiting longer than this for a server's word is no use: it is asked again. */
const MOST_MS = 3_600_000;

/** How long a `Retry-After` header asks to wait, ms: seconds or a date; null where it says neither. */
export function retryAfterMs(header: string | null | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(MOST_MS, Number(text) * 1000);
  const at = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(MOST_MS, Math.max(0, at - now));
}

import { periodStart } from '../../core/time/slots.ts';
import type { SiteTrouble } from '../../notify/trouble-book.ts';
import { HYSTERESIS_MS } from '../../share/rules/band-release.ts';

/**
 * A site's trouble without what was before it came to be told by name, `since`, epoch ms, and without the
 * times of others; null where all of it was before.
 */
export function toldTrouble(trouble: SiteTrouble, since: number): SiteTrouble | null {
  const { entry, endedAt: end } = trouble;
  const from = Math.max(entry.from, since);
  if (end !== null && end <= since) return null;
  const isOfOthers = entry.to === null && trouble.incident.pattern !== 'single';
  const endedAt =
    end !== null && isOfOthers ? Math.max(from, periodStart(end, HYSTERESIS_MS)) : end;
  return { ...trouble, endedAt, entry: { ...entry, from } };
}

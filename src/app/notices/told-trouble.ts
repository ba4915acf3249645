import { periodStart } from '../../core/time/slots.ts';
import { partSince, saidUntil } from '../../core/words/part-since.ts';
import type { SiteTrouble } from '../../notify/trouble-book.ts';
import { HYSTERESIS_MS } from '../../share/rules/band-release.ts';

/**
 * A site's trouble without what was before it came to be told by name, `since`, epoch ms, and without the
 * times of others; null where all of it was before.
 */
export function toldTrouble(trouble: SiteTrouble, since: number): SiteTrouble | null {
  const { incident, endedAt: end } = trouble;
  const entry = partSince(trouble.entry, since, saidUntil(trouble.entry, incident));
  if (entry === null) return null;
  const isOfOthers = entry.to === null && incident.pattern !== 'single';
  const endedAt = end !== null && isOfOthers ? periodStart(end, HYSTERESIS_MS) : end;
  return { ...trouble, endedAt: endedAt && Math.max(endedAt, entry.from), entry };
}

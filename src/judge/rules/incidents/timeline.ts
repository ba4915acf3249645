import type { TimelineEntry } from '../../../core/words/incident.ts';

/** Entries an incident keeps; further ones take the place of the last. */
export const LONGEST_TIMELINE = 100;
/** Growing and shrinking within it is one entry, ms. */
const ONE_ENTRY_MS = 300_000;

const COUNTS: ReadonlySet<TimelineEntry['kind']> = new Set(['grew', 'shrank']);

/** With one entry more, or with the last one brought up to date. */
export function withEntry(
  timeline: readonly TimelineEntry[],
  entry: TimelineEntry,
): readonly TimelineEntry[] {
  const last = timeline.at(-1);
  const continues =
    last !== undefined &&
    last.kind === entry.kind &&
    COUNTS.has(entry.kind) &&
    entry.at - last.at < ONE_ENTRY_MS;
  if (continues) return [...timeline.slice(0, -1), { ...entry, at: last.at }];
  return [...timeline.slice(0, LONGEST_TIMELINE - 1), entry];
}

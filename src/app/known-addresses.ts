import { type Sample, seriesOf } from '../core/words/sample.ts';
import type { KnownAddress } from '../probe/pool/address-book.ts';
import type { ScheduledTarget } from '../schedule/roster.ts';

/**
 * Where the targets' own hosts were last reached, as their newest samples tell. A sample has the
 * address of its last hop alone, so one that was redirected to another host tells nothing.
 */
export function knownAddresses(
  targets: readonly ScheduledTarget[],
  newest: readonly Sample[],
): KnownAddress[] {
  const bySeries = new Map(newest.map((sample) => [seriesOf(sample), sample]));
  return targets.flatMap(({ target }) => {
    const sample = bySeries.get(seriesOf({ target: target.id, family: target.family }));
    if (sample === undefined || sample.peerAddress === null) return [];
    const { peerAddress, redirectedTo } = sample;
    if (redirectedTo !== null && hostOf(redirectedTo) !== hostOf(target.url)) return [];
    return [{ target, address: peerAddress }];
  });
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}

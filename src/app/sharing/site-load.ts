import type { SiteLoadDto } from '../../board/dto/member.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { Sample } from '../../core/words/sample.ts';
import { DAY_MS, LoadSums } from '../load/load-report.ts';

/** A probe that waited so long for a limit is told to have waited, ms. */
const WAITED_MS = 1000;

/**
 * What measuring asked of a site in the 24 hours before `to`, but for what was before `since`, as `load`
 * tells it; null = nothing is stored. Rejects with `store_unavailable`.
 */
export async function siteLoadOf(
  store: Pick<SampleStore, 'samples'>,
  target: string,
  { since, to }: { readonly since: number; readonly to: number },
): Promise<SiteLoadDto | null> {
  const from = Math.min(to, Math.max(to - DAY_MS, since));
  const samples = await store.samples({ target, from, to, attempts: 'all' });
  const sums = new LoadSums();
  for (const sample of samples) sums.add(rowOf(sample));
  const source = { from, to, practice: false, timezone: 'UTC', stopped: [], inForce: null };
  const [load] = sums.report(source).targets;
  if (load === undefined) return null;
  const { probes, requests, bodyBytes, requestsADay, bodyBytesADay } = load;
  return { probes, requests, bodyBytes, requestsADay, bodyBytesADay };
}

function rowOf(sample: Sample) {
  const { target, family, member, sector, peerAddress, hops, queueMs, scheduledAt } = sample;
  return {
    ...{ target, family, member, sector, peerAddress },
    slots: sample.attempt === 1 ? 1 : 0,
    probes: hops === 0 ? 0 : 1,
    requests: hops,
    bodyBytes: sample.encodedBodyBytes ?? 0,
    waited: (queueMs ?? 0) >= WAITED_MS ? 1 : 0,
    longestWaitMs: queueMs ?? 0,
    ...{ firstAt: scheduledAt, lastAt: scheduledAt },
  };
}

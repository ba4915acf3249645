import type { SampleStore } from '../core/ports/sample-store.ts';
import { periodStart } from '../core/time/slots.ts';
import type { Family } from '../core/words/outcome.ts';
import { PERIOD_MS } from '../core/words/rollup.ts';
import type { UsualDto } from './dto/target.ts';
import { USUAL_DAYS, usualOf } from './views/usual.ts';

const DAY_MS = 86_400_000;

/**
 * What is usual for a series, from the stored days before the 24 hours that end `at`, epoch ms, so that
 * what is shown does not pass for usual; of no days where nothing older is stored. `since`: hours before
 * it, epoch ms, are left out. Rejects with `store_unavailable`.
 */
export async function readUsual(
  store: Pick<SampleStore, 'rollups'>,
  series: { readonly target: string; readonly family: Family },
  {
    at,
    timezone,
    since = Number.NEGATIVE_INFINITY,
  }: { readonly at: number; readonly timezone: string; readonly since?: number },
): Promise<UsualDto> {
  const hour = PERIOD_MS['1h'];
  const to = periodStart(at - DAY_MS, hour);
  const first = Math.max(to - USUAL_DAYS * DAY_MS, since);
  const from = Math.min(to, Math.ceil(first / hour) * hour);
  const rollups = await store.rollups({ targets: [series.target], period: '1h', from, to });
  return usualOf(rollups, series, { from, to, timezone });
}
